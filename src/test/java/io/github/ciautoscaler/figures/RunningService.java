package io.github.ciautoscaler.figures;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The service as a process of its own, watched from outside. */
final class RunningService implements AutoCloseable {

  private static final double CLOCK_TICKS_PER_SECOND = 100;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final double readyMillis;

  /**
   * Starts it and waits until its readiness is UP.
   *
   * @param log where its output goes
   */
  RunningService(List<String> command, Path directory, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    url = "http://127.0.0.1:" + port;
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("SERVER_PORT", String.valueOf(port));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    long began = System.nanoTime();
    process = builder.start();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() - began > START_LIMIT.toNanos()) {
        process.destroyForcibly();
        throw new AssertionError("it does not start: " + Files.readString(log));
      }
      LockSupport.parkNanos(5_000_000);
    }
    readyMillis = (System.nanoTime() - began) / 1e6;
  }

  /** Without a slash at its end. */
  String url() {
    return url;
  }

  double readyMillis() {
    return readyMillis;
  }

  /** CPU time of the whole process so far, user and system. */
  double cpuMillis() throws IOException {
    String stat = Files.readString(proc("stat"));
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double ticks = Long.parseLong(afterName[11]) + Long.parseLong(afterName[12]);
    return ticks / CLOCK_TICKS_PER_SECOND * 1000;
  }

  double residentMebibytes() throws IOException {
    String line =
        Files.readAllLines(proc("status")).stream()
            .filter(each -> each.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
  }

  String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(10)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** The value of one series of its scrape; 0 where it is not there yet. */
  double metric(String series) throws IOException, InterruptedException {
    return get("/actuator/prometheus")
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  long passes() throws IOException, InterruptedException {
    return (long) metric("autoscaler_loop_duration_seconds_count");
  }

  /** Waits until so many more passes have ended. */
  void awaitPasses(int more) throws IOException, InterruptedException {
    long until = passes() + more;
    while (passes() < until) {
      LockSupport.parkNanos(100_000_000);
    }
  }

  private boolean isReady() {
    try {
      return get("/actuator/health/readiness").contains("\"UP\"");
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", String.valueOf(process.pid()), file);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    http.close();
  }
}
