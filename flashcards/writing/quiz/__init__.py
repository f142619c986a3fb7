"""Questions of a quiz made from cards and from what their articles say."""
