package io.github.ciautoscaler.sandbox.wire;

import com.sun.net.httpserver.HttpExchange;
import io.github.ciautoscaler.sandbox.wire.Fault.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes one answer to its connection, as well or as badly as a fault wants it. */
final class Answer {

  private static final int STREAM_PERIOD_MILLIS = 200;
  private static final int LORIS_PERIOD_MILLIS = 1000;

  private final HttpExchange exchange;
  private final CountDownLatch closed;

  Answer(HttpExchange exchange, CountDownLatch closed) {
    this.exchange = exchange;
    this.closed = closed;
  }

  void send(Response response, Optional<Kind> fault) throws IOException, InterruptedException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    if (response.lines() != null) {
      stream(response.lines());
      return;
    }
    String text = response.body();
    boolean silent = text == null || exchange.getRequestMethod().equals("HEAD");
    byte[] bytes = silent || text == null ? new byte[0] : encoded(response, text);
    exchange.sendResponseHeaders(response.status(), bytes.length == 0 ? -1 : bytes.length);
    switch (fault.orElse(Kind.SERVER_ERROR)) {
      case TRUNCATED -> write(bytes, bytes.length / 2);
      case SLOW_LORIS -> drip(bytes);
      default -> write(bytes, bytes.length);
    }
  }

  private static byte[] encoded(Response response, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!"gzip".equals(response.headers().get("Content-Encoding"))) {
      return bytes;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new FastGzip(compressed)) {
      out.write(bytes);
    }
    return compressed.toByteArray();
  }

  /** At the level that an API server uses. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private void write(byte[] bytes, int length) throws IOException {
    if (length > 0) {
      OutputStream out = exchange.getResponseBody();
      out.write(bytes, 0, length);
      out.flush();
    }
  }

  private void drip(byte[] bytes) throws IOException, InterruptedException {
    OutputStream out = exchange.getResponseBody();
    for (byte one : bytes) {
      out.write(one);
      out.flush();
      if (closed.await(LORIS_PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private void stream(Supplier<Optional<String>> lines) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    Optional<String> more = lines.get();
    while (more.isPresent()) {
      out.write(more.get().getBytes(StandardCharsets.UTF_8));
      out.flush();
      if (closed.await(STREAM_PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
      more = lines.get();
    }
  }
}
