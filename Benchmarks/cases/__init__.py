"""What is measured: each module has `run(server, quick, results, tell)`, which adds rows and figures."""
