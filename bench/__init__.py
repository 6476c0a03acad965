"""What is measured: `./dev bench NAME` runs `bench/NAME.py`. Public names of Anima only."""
