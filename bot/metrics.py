"""What is measured, for Prometheus: how much is sent, how late, and what the auditor found."""

from prometheus_client import Counter, Gauge, Histogram, start_http_server

SENT = Counter("dragoman_sent_total", "Messages sent.", ["platform", "kind"])
NOT_SENT = Counter("dragoman_not_sent_total", "Deliveries that ended unsent.", ["state"])
LATENESS = Histogram(
    "dragoman_lateness_seconds",
    "From when a delivery was due to when it was sent.",
    buckets=(0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600),
)
OUTBOX = Gauge("dragoman_outbox", "Deliveries in the outbox.", ["state"])
FINDINGS = Gauge("dragoman_findings", "What the auditor found wrong.", ["finding"])
PLANNER_BEHIND = Gauge("dragoman_planner_behind_seconds", "How far the planner is behind.")

FEEDS = Counter("dragoman_feed_answers_total", "Answers to calendars.", ["status"])


def serve_metrics(port: int) -> None:
    """Offer the metrics on a port of this machine, at /metrics."""
    start_http_server(port, addr="127.0.0.1")
