"""Where do the processes come from when they are on other machines? From Dask distributed.

Started with `dask scheduler` and, on each machine that has gradetape installed,
`dask worker ADDRESS --nthreads 1`. Needs the extra `gradetape[cluster]`.
"""

from concurrent.futures import Executor
from typing import Any

from grader.problems import Problem


class NoCluster(Problem):
    """The scheduler cannot be reached, or Dask is not installed; says what to do."""


def cluster_pool(address: str) -> Executor:
    """The workers of a scheduler as an executor; closing it leaves the cluster running."""
    executor: Executor = _client(address).get_executor(pure=False, retries=3)
    return executor


def width(address: str) -> int:
    """How many jobs run at the same time."""
    client = _client(address)
    threads = sum(client.nthreads().values())
    client.close()
    if not threads:
        raise NoCluster(
            f"The scheduler at {address} has no worker: start `dask worker {address} --nthreads 1`."
        )
    return int(threads)


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster("--cluster needs Dask: pip install distributed.") from None
    try:
        return Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"No scheduler answers at {address}: {error}") from None
