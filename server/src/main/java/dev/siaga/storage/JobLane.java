package dev.siaga.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work on one kind of job: a loop claims what is due, as much as there are free workers, and
 * sleeps until the next is due or somebody wakes it.
 */
final class JobLane {
  private static final Logger LOG = LoggerFactory.getLogger(JobLane.class);
  private static final Duration RETRY_FIRST = Duration.ofMillis(100);
  private static final Duration RETRY_MAX = Duration.ofSeconds(60);
  private static final Duration SPIN_MIN = Duration.ofMillis(5);
  private static final int ERROR_CHARS_MAX = 500;
  private final JobStore store;
  private final InstantSource clock;
  private final String kind;
  private final int workers;
  private final Duration claimLength;
  private final Duration poll;
  private final Attempt attempt;
  private final Semaphore free;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final Thread looking;

  /** Guarded by the lock: when to look again, whatever the poll says. */
  private Instant lookAt = Instant.MIN;

  private volatile boolean open = true;

  JobLane(
      JobStore store,
      InstantSource clock,
      String kind,
      int workers,
      Duration claimLength,
      Duration poll,
      Attempt attempt) {
    this.store = store;
    this.clock = clock;
    this.kind = kind;
    this.workers = workers;
    this.claimLength = claimLength;
    this.poll = poll;
    this.attempt = attempt;
    this.free = new Semaphore(workers);
    this.looking = Thread.ofVirtual().name("jobs-" + kind).unstarted(this::loop);
  }

  String kind() {
    return kind;
  }

  void start() {
    looking.start();
  }

  /** There is something due at this instant; far off or near, the loop looks then. */
  void wake(Instant dueAt) {
    lock.lock();
    try {
      if (dueAt.isBefore(lookAt)) {
        lookAt = dueAt;
        woken.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  void beginStop() {
    open = false;
    wake(Instant.MIN);
  }

  /** What it claims last is still run, and no connection closes under it. */
  void awaitLastLook(Duration patience) {
    try {
      var _ = looking.join(patience);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  void awaitStop(Duration patience) {
    try {
      if (!free.tryAcquire(workers, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("stopping while a job of kind {} still runs", kind);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    while (open) {
      try {
        free.acquire();
        free.release();
        if (open && claimAndRun() == 0) {
          sleep();
        }
      } catch (InterruptedException stopped) {
        return;
      } catch (RuntimeException failed) {
        if (open) {
          LOG.warn("could not look for jobs of kind {}: {}", kind, failed.getMessage());
          pause(RETRY_FIRST);
        }
      }
    }
  }

  private int claimAndRun() {
    lookAgainWhenTold();
    int most = Math.max(1, free.availablePermits());
    var claimed = store.claim(kind, most, clock.instant(), claimLength);
    for (var job : claimed) {
      free.acquireUninterruptibly();
      Thread.ofVirtual().name(kind + " " + job.key()).start(() -> run(job));
    }
    return claimed.size();
  }

  private void run(Job job) {
    try {
      attempt.run(job);
    } catch (RuntimeException | Error failed) {
      retryLater(job, failed);
    } finally {
      free.release();
    }
  }

  private void retryLater(Job job, Throwable failed) {
    var delay = backOff(job.attempt());
    LOG.warn(
        "{} {} failed (attempt {}); again in {}", kind, job.key(), job.attempt(), delay, failed);
    var why = String.valueOf(failed.getMessage());
    var reason = why.substring(0, Math.min(why.length(), ERROR_CHARS_MAX));
    var claimEnds = clock.instant().plus(claimLength);
    while (!isGivenBack(job, delay, reason) && open && clock.instant().isBefore(claimEnds)) {
      LockSupport.parkNanos(RETRY_FIRST.toNanos());
    }
  }

  /**
   * What failed is often the database itself. A claim that could not be given back would hold the
   * job up until it runs out, long after the database is there again.
   */
  private boolean isGivenBack(Job job, Duration delay, String why) {
    var at = clock.instant().plus(delay);
    try {
      store.again(job, at, why);
      wake(at);
      return true;
    } catch (RuntimeException databaseAway) {
      LOG.warn("{} {} could not be given back: {}", kind, job.key(), databaseAway.getMessage());
      return false;
    }
  }

  private static Duration backOff(int attempts) {
    var longest = RETRY_FIRST.multipliedBy(1L << Math.min(attempts, 10));
    var bounded = longest.compareTo(RETRY_MAX) > 0 ? RETRY_MAX : longest;
    return bounded
        .dividedBy(2)
        .plusMillis(ThreadLocalRandom.current().nextLong(bounded.toMillis() / 2 + 1));
  }

  /** From here on every wake counts: one that comes while we claim makes the next sleep short. */
  private void lookAgainWhenTold() {
    lock.lock();
    try {
      lookAt = Instant.MAX;
    } finally {
      lock.unlock();
    }
  }

  /** A row that is due and yet not to be had is being ended elsewhere: no need to spin on it. */
  private void sleep() throws InterruptedException {
    if (!open) {
      return;
    }
    var soonest = clock.instant().plus(SPIN_MIN);
    store
        .nextDue(kind, clock.instant())
        .map(due -> due.isBefore(soonest) ? soonest : due)
        .ifPresent(this::wake);
    lock.lock();
    try {
      long left = nanosUntil(lookAt);
      while (open && left > 0) {
        var before = lookAt;
        left = woken.awaitNanos(left);
        left = lookAt.isBefore(before) ? Math.min(left, nanosUntil(lookAt)) : left;
      }
    } finally {
      lock.unlock();
    }
  }

  /** At most the poll's length, whatever is due in a thousand years. */
  private long nanosUntil(Instant at) {
    var now = clock.instant();
    if (!at.isAfter(now)) {
      return 0;
    }
    return at.isBefore(now.plus(poll)) ? Duration.between(now, at).toNanos() : poll.toNanos();
  }

  private void pause(Duration length) {
    lock.lock();
    try {
      long left = length.toNanos();
      while (open && left > 0) {
        left = woken.awaitNanos(left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** One try at a claimed job: it ends the job, or throws. */
  @FunctionalInterface
  interface Attempt {
    void run(Job job);
  }
}
