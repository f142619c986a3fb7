"""What the packages above need of the computer: files that are whole, folders of unfinished work, processes with limits."""
