"""An exam: what will be known on the day, and which card to see on which day until then."""
