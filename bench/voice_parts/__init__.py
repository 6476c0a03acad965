"""The parts of `./dev bench voice`, one file each, measured one after the other."""
