"""Quizzes for other programs: Moodle, GIFT, QTI, Kahoot; the same quiz gives the same bytes."""
