package io.github.ciautoscaler.figures;

import io.github.ciautoscaler.sandbox.Sandbox;
import io.github.ciautoscaler.sandbox.SandboxSettings;
import io.github.ciautoscaler.sandbox.wire.AccessLog;
import io.github.ciautoscaler.simulator.JobSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long it takes from a delivery of the webhook to the create call: the packaged jar, which
 * {@code -Dpackaged.jar} names, as a second process against the simulated world at real speed.
 */
class WebhookFigures {

  private static final String SECRET = "a-secret-for-the-figures";
  private static final int JOBS = 40;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @Test
  void fromADeliveryToTheCreateCall() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.quiet(1, 1));
        RunningService service = start(sandbox)) {
      service.awaitPasses(8);
      List<Double> waits = new ArrayList<>();
      Random random = new Random(1);
      for (int i = 0; i < JOBS; i++) {
        LockSupport.parkNanos(5_200_000_000L + random.nextLong(2_000_000_000L));
        long job = submit(sandbox);
        Instant delivered = sandbox.drive().instant();
        deliver(service.url(), job);
        waits.add((double) Duration.between(delivered, create(sandbox, delivered)).toMillis());
      }
      Collections.sort(waits);
      Figure.print(
          "delivery to create call, 95th of 100",
          waits.get((int) Math.ceil(JOBS * 0.95) - 1),
          300,
          "ms, of %d, median %.0f ms, longest %.0f ms"
              .formatted(JOBS, waits.get(JOBS / 2), waits.getLast()));
    }
  }

  private static long submit(Sandbox sandbox) {
    return sandbox.ask(world ->
        world
            .forge()
            .submit(
                world.forge().repos().getFirst(),
                List.of(JobSpec.of("build", Duration.ofHours(5), "linux")))
            .getFirst()
            .id());
  }

  private static void deliver(String url, long job) throws Exception {
    byte[] body =
        "{\"action\":\"queued\",\"workflow_job\":{\"id\":%d,\"status\":\"queued\"}}"
            .formatted(job)
            .getBytes(StandardCharsets.UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/hooks/forge"))
              .header("Content-Type", "application/json")
              .header("X-Gitea-Event", "workflow_job")
              .header("X-Gitea-Delivery", "delivery-" + job)
              .header("X-Gitea-Signature", HexFormat.of().formatHex(mac.doFinal(body)))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 202) {
        throw new AssertionError("the delivery was answered by " + status);
      }
    }
  }

  private static Instant create(Sandbox sandbox, Instant since) {
    while (true) {
      for (AccessLog.Entry entry : sandbox.requests().entries("hetzner")) {
        if (entry.method().equals("POST")
            && entry.path().endsWith("/servers")
            && !entry.at().isBefore(since)) {
          return entry.at();
        }
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  private RunningService start(Sandbox sandbox) throws Exception {
    Map<String, String> environment = new HashMap<>(sandbox.environment().variables());
    environment.put("INSTALLATION_ID", "figures");
    environment.put("MAX_NODES", String.valueOf(JOBS + 5));
    environment.put("WEBHOOK_SECRET", SECRET);
    environment.put("PATH", Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin"));
    String jar = System.getProperty("packaged.jar", "target/app.jar");
    return new RunningService(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            Path.of(jar).toAbsolutePath().toString()),
        directory,
        environment,
        directory.resolve("service.log"));
  }
}
