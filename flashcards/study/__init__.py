"""What to show when: the scheduler and the study queue. The only place that knows fsrs."""
