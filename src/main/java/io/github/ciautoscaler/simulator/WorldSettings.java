package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What a world starts from. Together with the seed it fixes everything that happens in it.
 *
 * @param seed picks every delay, job and fault
 * @param start the world's first moment
 * @param forgeVersion what the forge says it is; runners can be disabled from 1.26
 * @param clusterVersion what the API server says it is
 * @param clusterSecret the long-lived join token
 * @param runnerLabels what the runners in the runner pods declare
 * @param serverLimit how many servers the account may have
 * @param boot how long a server with power needs until its node is Ready, at least and at most
 * @param listLag how long a new server may be missing from lists, at most
 * @param surroundings what the whole world is like
 */
public record WorldSettings(
    long seed,
    Instant start,
    String forgeVersion,
    String clusterVersion,
    String clusterSecret,
    Set<String> runnerLabels,
    int serverLimit,
    Range boot,
    Duration listLag,
    Set<Surrounding> surroundings) {

  /** A stretch of time of uncertain length. */
  public record Range(Duration least, Duration most) {
    public static Range seconds(long least, long most) {
      return new Range(Duration.ofSeconds(least), Duration.ofSeconds(most));
    }
  }

  public static WorldSettings standard(long seed) {
    return new WorldSettings(
        seed,
        Instant.parse("2026-11-23T06:00:00Z"),
        "1.26.3",
        "v1.34.2+k3s1",
        "sandbox-cluster-secret",
        Set.of("linux", "ubuntu-latest"),
        50,
        Range.seconds(45, 180),
        Duration.ofSeconds(20),
        Set.of());
  }

  public WorldSettings withForgeVersion(String version) {
    return new WorldSettings(
        seed,
        start,
        version,
        clusterVersion,
        clusterSecret,
        runnerLabels,
        serverLimit,
        boot,
        listLag,
        surroundings);
  }

  public WorldSettings withServerLimit(int limit) {
    return new WorldSettings(
        seed,
        start,
        forgeVersion,
        clusterVersion,
        clusterSecret,
        runnerLabels,
        limit,
        boot,
        listLag,
        surroundings);
  }

  public WorldSettings withStart(Instant first) {
    return new WorldSettings(
        seed,
        first,
        forgeVersion,
        clusterVersion,
        clusterSecret,
        runnerLabels,
        serverLimit,
        boot,
        listLag,
        surroundings);
  }

  public WorldSettings in(Set<Surrounding> others) {
    return new WorldSettings(
        seed,
        start,
        forgeVersion,
        clusterVersion,
        clusterSecret,
        runnerLabels,
        serverLimit,
        boot,
        listLag,
        others);
  }

  /** Whether its forge lists runners: a Forgejo does from 15 on. */
  public boolean listsRunners() {
    return new Dialect(forgeVersion).listsRunners();
  }

  boolean has(Surrounding surrounding) {
    return surroundings.contains(surrounding);
  }
}
