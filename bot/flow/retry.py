"""How long to wait before something that failed is tried again."""

from datetime import timedelta

from tenacity import RetryCallState, Retrying, wait_exponential_jitter

_BACK_OFF = wait_exponential_jitter(multiplier=2, max=900, jitter=1)


def back_off(attempt: int) -> timedelta:
    """Return how long to wait after the `attempt`-th failure: doubling, with jitter."""
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = attempt
    return timedelta(seconds=_BACK_OFF(state))
