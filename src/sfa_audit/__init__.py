"""Score how ready a sales-force-automation roll-out is, and say how well that is known."""

# A literal: asking importlib.metadata would cost more than the whole of `sfa-audit --version`.
__version__ = "0.1.0"
