package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.RateLimit;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.HttpHeaders;

/** The request budget as the last answer told it, errors included; shared by all threads. */
final class BudgetMeter {

  private static final int TOO_MANY_REQUESTS = 429;

  private final AtomicReference<RateLimit> last = new AtomicReference<>(RateLimit.UNKNOWN);

  RateLimit last() {
    return last.get();
  }

  /**
   * Notes what the headers say; what they do not say stays as it was. Answers that overtake each
   * other leave it a few requests off, which the reserve covers.
   */
  void note(int status, HttpHeaders headers) {
    last.updateAndGet(before -> {
      int limit = number(headers, "ratelimit-limit", before.limit());
      int remaining = number(headers, "ratelimit-remaining", before.remaining());
      return new RateLimit(limit, status == TOO_MANY_REQUESTS ? 0 : remaining);
    });
  }

  private static int number(HttpHeaders headers, String name, int otherwise) {
    String text = headers.getFirst(name);
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
  }
}
