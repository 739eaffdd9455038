package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.sandbox.Tokens;
import io.github.ciautoscaler.sandbox.wire.Fault;
import io.github.ciautoscaler.sandbox.wire.Fault.Kind;
import io.github.ciautoscaler.sandbox.wire.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What goes wrong between two sockets costs time, never a job, a machine or a secret. */
class SocketFaultsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SOON = Duration.ofSeconds(40);

  @Test
  void everyFaultOfTheWirePassesAndJobsAreServed() {
    try (WorldBeside world = WorldBeside.start("socket-faults", 31);
        JarProcess process = world.process()) {
      process.awaitFirstPass();
      for (Kind kind : List.of(Kind.RESET_BEFORE, Kind.SERVER_ERROR, Kind.BAD_GATEWAY)) {
        strike(world, kind, null, null, 0.1, null);
      }
      for (Kind kind : List.of(Kind.UNAVAILABLE, Kind.RATE_LIMITED, Kind.GARBAGE)) {
        strike(world, kind, null, null, 0.05, null);
      }
      for (Kind kind : List.of(Kind.TRUNCATED, Kind.RESET_AFTER, Kind.GATEWAY_TIMEOUT_AFTER)) {
        strike(world, kind, null, null, 0.05, null);
      }
      world.push(4, Duration.ofMinutes(3));
      Await.passing(Duration.ofSeconds(12));
      world.sandbox().faults().clear();
      assertThat(struck(world)).as("faults that struck").hasSizeGreaterThan(5);

      strike(world, Kind.HANG_AFTER, "hetzner", "POST", 1, 1);
      strike(world, Kind.HANG_BEFORE, "gitea", "GET", 1, 2);
      strike(world, Kind.HANG_BEFORE, "kubernetes", "GET", 1, 2);
      strike(world, Kind.SLOW_LORIS, null, "GET", 1, 3);
      world.push(4, Duration.ofMinutes(3));

      assertServedInTheEnd(world, process);
      assertThat(struck(world)).contains("hang-before", "slow-loris");
      assertThat(world.joinTokens()).as("join tokens that the log must not show").isNotEmpty();
    }
  }

  @Test
  void aRevokedTokenIsRenewedByItsFile(@TempDir Path secrets) throws IOException {
    try (WorldBeside world = WorldBeside.start("renewed-tokens", 32)) {
      Map<String, String> environment = world.environment();
      environment.remove("HETZNER_API_TOKEN");
      environment.remove("GITEA_ADMIN_TOKEN");
      Path hetzner = secrets.resolve("hetzner");
      Path gitea = secrets.resolve("gitea");
      Files.writeString(hetzner, Tokens.SANDBOX.hetzner() + "\n");
      Files.writeString(gitea, Tokens.SANDBOX.gitea() + "\n");
      environment.put("HETZNER_API_TOKEN_FILE", hetzner.toString());
      environment.put("GITEA_ADMIN_TOKEN_FILE", gitea.toString());
      try (JarProcess process = world.process(environment)) {
        process.awaitFirstPass();
        process.until("healthy sources", SOON, () -> troubled(process).isEmpty());

        Files.writeString(hetzner, "revoked-hetzner-token-00000000000000000000000000\n");
        Files.writeString(gitea, "revoked-gitea-token\n");
        process.until(
            "sources that refuse",
            SOON,
            () -> troubled(process).containsAll(Set.of("hetzner", "gitea")));
        world.push(2, Duration.ofMinutes(2));
        Files.writeString(hetzner, Tokens.SANDBOX.hetzner() + "\n");
        Files.writeString(gitea, Tokens.SANDBOX.gitea() + "\n");

        assertServedInTheEnd(world, process);
        assertThat(troubled(process)).isEmpty();
        assertThat(process.log()).doesNotContain("revoked-hetzner-token", "revoked-gitea-token");
      }
    }
  }

  @Test
  void anExpiredCertificateIsNamedAndNothingIsLaunched(@TempDir Path trust) throws IOException {
    Instant now = Instant.now();
    TlsIdentity expired =
        TlsIdentity.generate(now.minus(Duration.ofDays(30)), now.minus(Duration.ofDays(1)));
    try (WorldBeside world = WorldBeside.start("expired-certificate", expired)) {
      Path authority = Files.writeString(trust.resolve("ca.pem"), expired.caPem());
      Map<String, String> environment = world.environment();
      environment.put("SSL_CERT_FILE", authority.toString());
      world.push(1, Duration.ofMinutes(2));
      try (JarProcess process = world.process(environment)) {
        process.awaitFirstPass();
        process.until("word of it", SOON, () -> process.log().contains("expired"));

        assertThat(troubled(process)).contains("hetzner", "gitea", "kubernetes");
        assertThat(process.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(world.launched()).isZero();
        world.assertSilent(process);
      }
    }
  }

  private static void assertServedInTheEnd(WorldBeside world, JarProcess process) {
    world.until(process, "every job is done", PATIENCE, world::isEveryJobDone);
    world.until(process, "no server, node or runner is left", PATIENCE, world::isNothingLeft);
    world.assertServedAndSilent(process);
  }

  private static void strike(
      WorldBeside world,
      Kind kind,
      @Nullable String face,
      @Nullable String method,
      double rate,
      @Nullable Integer times) {
    world.sandbox().faults().add(new Fault(kind, face, method, null, rate, times, null));
  }

  private static Set<String> struck(WorldBeside world) {
    return world.sandbox().requests().entries().stream()
        .map(request -> request.fault())
        .filter(fault -> !fault.isEmpty())
        .collect(Collectors.toSet());
  }

  /** The sources that do not answer as they should. */
  private static Set<String> troubled(JarProcess process) {
    JsonNode sources = process.json("/api/status").path("lastPass").path("sources");
    return sources
        .valueStream()
        .filter(source -> !source.path("ok").asBoolean(true))
        .map(source -> source.path("name").asString(""))
        .collect(Collectors.toSet());
  }
}
