package io.github.ciautoscaler.app.sandbox;

import io.github.ciautoscaler.app.loop.LoopClock;
import io.github.ciautoscaler.sandbox.ControlFace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of a world in another process: asked now and then, carried on in between at the world's
 * speed. It never goes back.
 */
final class ClockUrl implements LoopClock, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ClockUrl.class);
  private static final Duration TIME_OUT = Duration.ofSeconds(2);
  private static final long PERIOD_MILLIS = 1_000;

  /** What the world said, and when we heard it. */
  private record Sample(Instant world, long nanos, double speed) {
    Instant at(long now) {
      return world.plusNanos((long) ((now - nanos) * speed));
    }
  }

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIME_OUT).build();
  private final URI url;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sandbox-clock").factory());
  private volatile Sample sample;
  private Instant latest = Instant.MIN;

  private ClockUrl(URI url, LongSupplier nanoTime) {
    this.url = url;
    this.nanoTime = nanoTime;
    try {
      this.sample = fetch();
    } catch (IOException unreachable) {
      throw new IllegalStateException(
          "AUTOSCALER_CLOCK_URL is %s, where no sandbox answers: %s. Start the sandbox first, or unset it."
              .formatted(url, unreachable.getMessage()),
          unreachable);
    }
  }

  /** Asks once, and from then on every second. Fails where no sandbox answers. */
  static ClockUrl follow(URI url) {
    ClockUrl clock = new ClockUrl(url, System::nanoTime);
    clock.refresher.scheduleWithFixedDelay(
        clock::refresh, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return clock;
  }

  private void refresh() {
    try {
      sample = fetch();
    } catch (IOException gone) {
      log.debug("The sandbox's clock does not answer; its time is carried on.", gone);
    }
  }

  private Sample fetch() throws IOException {
    long asked = nanoTime.getAsLong();
    try {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(url).timeout(TIME_OUT).build(), BodyHandlers.ofString());
      long heard = nanoTime.getAsLong();
      String speed = answer.headers().firstValue(ControlFace.SPEED).orElse("1");
      Instant world = Instant.parse(answer.body().strip());
      return new Sample(world, asked + (heard - asked) / 2, Double.parseDouble(speed));
    } catch (DateTimeException | NumberFormatException notAClock) {
      throw new IOException("the answer is no time", notAClock);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  @Override
  public synchronized Instant instant() {
    Instant now = sample.at(nanoTime.getAsLong()).truncatedTo(ChronoUnit.MILLIS);
    latest = now.isBefore(latest) ? latest : now;
    return latest;
  }

  @Override
  public Duration toWall(Duration length) {
    return Duration.ofNanos(Math.max(1_000_000, (long) (length.toNanos() / sample.speed())));
  }

  @Override
  public void close() {
    refresher.shutdownNow();
    http.shutdownNow();
  }
}
