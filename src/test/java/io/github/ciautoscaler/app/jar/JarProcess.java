package io.github.ciautoscaler.app.jar;

import io.github.ciautoscaler.sandbox.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * The packaged jar, unpacked and started as a container would: by its environment alone, on a free
 * port.
 */
final class JarProcess implements AutoCloseable {

  /** Only to notice one that hangs: on a crowded machine a start took a minute. */
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final int TAIL = 6_000;

  /** What only tests want: a quick start, and a port that is free here. */
  private static final List<String> JVM =
      List.of(
          "-Xmx256m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-XX:SharedArchiveFile=" + UnpackedJar.sharedClasses());

  private final Process process;
  private final Path output;
  private final URI url;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();

  private JarProcess(Process process, Path output, URI url) {
    this.process = process;
    this.output = output;
    this.url = url;
  }

  /**
   * @param output its log is appended to this file
   * @param environment all of it: nothing of ours is handed on
   */
  static JarProcess start(Path output, Map<String, String> environment) {
    try {
      int port = freePort();
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(JVM);
      command.addAll(List.of("-jar", UnpackedJar.path().toString()));
      command.addAll(List.of("--server.port=" + port, "--server.address=127.0.0.1"));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      builder.environment().clear();
      builder.environment().putAll(environment);
      return new JarProcess(builder.start(), output, URI.create("http://127.0.0.1:" + port));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Until its first pass has been made. */
  JarProcess awaitFirstPass() {
    until("a first pass", START_LIMIT, this::hasPassed);
    return this;
  }

  private boolean hasPassed() {
    if (!process.isAlive()) {
      throw new AssertionError("It ended with " + process.exitValue() + "\n" + tail());
    }
    try {
      return !json("/api/status").path("observedAt").isNull();
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  void until(String what, Duration limit, BooleanSupplier holds) {
    Await.until(what, limit, this::tail, holds);
  }

  /** Where it answers. */
  String address() {
    return url.toString();
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(url.resolve(path)));
  }

  /** Without a body. */
  HttpResponse<String> post(String path, String token) {
    return send(
        HttpRequest.newBuilder(url.resolve(path))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** What another server answers, to whom the token is known. */
  JsonNode get(String url, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
    return Json.parse(send(request).body()).orElseThrow();
  }

  /** With a JSON body, where writes are open. */
  HttpResponse<String> postJson(String path, String body) {
    return send(
        HttpRequest.newBuilder(url.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(ANSWER_LIMIT).build(), BodyHandlers.ofString());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    }
  }

  JsonNode json(String path) {
    return Json.parse(get(path).body()).orElseThrow();
  }

  /** Everything that it and its forerunners wrote. */
  String log() {
    try {
      return Files.readString(output);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private String tail() {
    String log = log();
    return log.substring(Math.max(0, log.length() - TAIL));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM, as from the kubelet. */
  void terminate() {
    process.destroy();
  }

  /** Its exit code, once it has ended by itself. */
  int awaitExit(Duration limit) {
    until("the end of the process", limit, () -> !process.isAlive());
    return process.exitValue();
  }

  /** SIGKILL, as from the kernel. */
  void kill() {
    try {
      if (!process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError("It cannot be killed");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
    http.shutdownNow();
  }
}
