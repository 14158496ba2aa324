"""What happens when what we run on fails: real servers, killed, restarted, emptied and filled."""
