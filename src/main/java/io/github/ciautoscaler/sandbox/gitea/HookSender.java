package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.World;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * Delivers the simulated forge's webhooks, over real HTTP and signed: once, without another try.
 */
public final class HookSender implements AutoCloseable {

  private static final String EVENT = "workflow_job";
  private static final Duration LATE = Duration.ofSeconds(60);

  /** What can go wrong with the next deliveries. */
  public enum Trouble {
    LOST,
    DOUBLED,
    LATE,
    /** With another secret, and of a job that nobody has. */
    FORGED;

    /** As it is asked for, for example hook-lost. */
    public String word() {
      return "hook-" + name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Trouble> of(String word) {
      return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
    }
  }

  private final World world;
  private final HookRoutes hooks;
  private final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private long last;

  private HookSender(World world, HookRoutes hooks) {
    this.world = world;
    this.hooks = hooks;
  }

  /** From now on each job that is queued is announced. */
  public static HookSender of(World world, HookRoutes hooks) {
    HookSender sender = new HookSender(world, hooks);
    world.forge().watchQueue(sender::queued);
    return sender;
  }

  /** So many of the next deliveries. */
  public void trouble(Trouble kind, int times) {
    troubles.put(kind, times);
  }

  public void mend() {
    troubles.clear();
  }

  private boolean strikes(Trouble kind) {
    int left = troubles.getOrDefault(kind, 0);
    troubles.put(kind, Math.max(0, left - 1));
    return left > 0;
  }

  private void queued(ForgeJob job) {
    for (HookRoutes.Hook hook : hooks.of(EVENT)) {
      String id = "%08x-sandbox".formatted(++last);
      String body = payload(job, hook.base());
      if (strikes(Trouble.FORGED)) {
        send(hook.url(), "no secret of ours", id + "-forged", body);
      }
      if (strikes(Trouble.LOST) || world.forge().losesDeliveries()) {
        continue;
      }
      boolean isLate = strikes(Trouble.LATE);
      world.after(isLate ? LATE : Duration.ZERO, () -> send(hook.url(), hook.secret(), id, body));
      if (strikes(Trouble.DOUBLED)) {
        world.after(LATE, () -> send(hook.url(), hook.secret(), id, body));
      }
    }
  }

  private String payload(ForgeJob job, String base) {
    JsonNode json =
        Json.object(
            "action",
            "queued",
            EVENT,
            JobJson.of(job, base, StatusWords.of(world.settings().forgeVersion())),
            "repository",
            Json.object("id", job.repo().id(), "full_name", job.repo().fullName()));
    return json.toPrettyString();
  }

  /** The world does not stand still for the answer, and nobody reads it. */
  private void send(String url, String secret, String id, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/json")
            .header("X-Gitea-Delivery", id)
            .header("X-Gitea-Event", EVENT)
            .header("X-Gitea-Hook-Installation-Target-Type", "system")
            .header("X-Gitea-Signature", signature(secret, body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
  }

  private static String signature(String secret, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
