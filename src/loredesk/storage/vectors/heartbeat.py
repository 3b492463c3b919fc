"""The shortest question to a Chroma server: whether it is there."""

import http.client

LOOPBACK = "127.0.0.1"


def answers(host: str, port: int, *, seconds: float) -> bool:
    """Tell whether a Chroma server answers at this address, asked without any proxy."""
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    try:
        connection.request("GET", "/api/v2/heartbeat")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
