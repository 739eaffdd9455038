package io.github.ciautoscaler.metrics;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's prometheus-pushgateway on a free loopback port. Where continuous integration installed
 * nothing, that is a failure; on a person's machine the test is skipped and says why.
 */
final class RealPushgateway implements AutoCloseable {

  private static final Path BINARY = Path.of("/usr/bin/prometheus-pushgateway");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int port;

  private RealPushgateway(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static RealPushgateway start(String... flags) throws IOException {
    if (!Files.isExecutable(BINARY)) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(BINARY + " is missing although CI=true; .ci/run installs it");
      }
      Assumptions.abort(
          "needs " + BINARY + "; apt-get install prometheus-pushgateway lets this test run");
    }
    int port = freePort();
    ProcessBuilder builder = new ProcessBuilder(BINARY.toString());
    builder.command().add("--web.listen-address=127.0.0.1:" + port);
    builder.command().addAll(List.of(flags));
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    RealPushgateway gateway = new RealPushgateway(builder.start(), port);
    await().until(gateway::isReady);
    return gateway;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  Scrape scrape(String path) throws IOException {
    return new Scrape(get(path));
  }

  private String get(String path) throws IOException {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create(url() + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private boolean isReady() {
    if (!process.isAlive()) {
      throw new AssertionError("the Pushgateway ended with " + process.exitValue());
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
