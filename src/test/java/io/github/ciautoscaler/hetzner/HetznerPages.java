package io.github.ciautoscaler.hetzner;

import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;

/** Serves a list of so many servers page by page, each page as it is asked for. */
final class HetznerPages extends Dispatcher {

  private final long total;
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private @Nullable CyclicBarrier barrier;
  private int failing;
  private int otherTotal;
  private int end;

  HetznerPages(long total) {
    this.total = total;
    this.end = (int) Math.ceilDiv(total, 50);
  }

  /** Answers pages after the first one only when so many are under way. */
  HetznerPages holdingUntil(int many) {
    barrier = new CyclicBarrier(many);
    return this;
  }

  HetznerPages failing(int page) {
    failing = page;
    return this;
  }

  HetznerPages withAnotherTotalOn(int page) {
    otherTotal = page;
    return this;
  }

  /** Says so early that there is no next page. */
  HetznerPages endingAfter(int page) {
    end = page;
    return this;
  }

  int mostAtOnce() {
    return most.get();
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
    int page = Integer.parseInt(Objects.requireNonNull(request.getUrl().queryParameter("page")));
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    try {
      if (barrier != null && page > 1) {
        barrier.await(20, TimeUnit.SECONDS);
      }
    } catch (BrokenBarrierException | TimeoutException e) {
      return HetznerApi.error(500, "alone", "fewer pages than expected are asked at once");
    } finally {
      now.decrementAndGet();
    }
    return page == failing
        ? HetznerApi.error(503, "unavailable", "try later")
        : HetznerApi.ok(body(page));
  }

  private String body(int page) {
    long from = (page - 1) * 50L + 1;
    return HetznerApi.page(
        LongStream.rangeClosed(from, Math.min(total, from + 49)).boxed(),
        page < end ? String.valueOf(page + 1) : "null",
        String.valueOf(page == otherTotal ? total + 1 : total));
  }
}
