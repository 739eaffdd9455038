package io.github.ciautoscaler.sandbox;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.simulator.CloudServer;
import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.Ledger;
import io.github.ciautoscaler.simulator.World;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** What is really so in the world, whatever the three APIs show; for tests and for the curious. */
final class WorldTruth {

  private static final String MANAGED_BY = "managed-by";

  private final World world;
  private int mostAlive;

  WorldTruth(World world) {
    this.world = world;
  }

  /** Called after every turn, so that no maximum is missed. */
  void look() {
    long alive = world.cloud().servers().stream().filter(WorldTruth::countsAsManaged).count();
    mostAlive = Math.max(mostAlive, (int) alive);
  }

  private static boolean countsAsManaged(CloudServer server) {
    return !server.isDeleting() && server.labels().containsKey(MANAGED_BY);
  }

  ObjectNode json(double speed) {
    Instant now = world.now();
    return Json.object(
        "now",
        now.toString(),
        "speed",
        speed,
        "servers",
        world.cloud().servers().stream().map(this::server).toList(),
        "maxManagedServersAlive",
        mostAlive,
        "jobs",
        jobs(),
        "jobsThatLostTheirRunner",
        world.forge().lostJobs(),
        "nodes",
        world.cluster().nodes().stream()
            .map(node -> Json.object("name", node.name(), "ready", node.ready().name()))
            .toList(),
        "runners",
        world.forge().runners().size(),
        "joinTokens",
        world.cluster().joinTokens().all().size(),
        "bill",
        bill(now));
  }

  private ObjectNode server(CloudServer server) {
    return Json.object(
        "id",
        server.id(),
        "name",
        server.name(),
        "status",
        server.status(),
        "created",
        server.created(),
        "labels",
        new TreeMap<>(server.labels()),
        "worksOnAJob",
        world.forge().worksOn(server.name()));
  }

  private Map<String, Long> jobs() {
    return world.forge().jobs().stream()
        .map(WorldTruth::outcome)
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  private static String outcome(ForgeJob job) {
    String conclusion = job.conclusion();
    return conclusion == null ? job.status().name().toLowerCase(Locale.ROOT) : conclusion;
  }

  private ObjectNode bill(Instant now) {
    Ledger ledger = world.cloud().ledger();
    return Json.object(
        "startedHours",
        ledger.hours(now),
        "total",
        ledger.total(now).toPlainString(),
        "servers",
        ledger.entries().stream().map(entry -> entry(entry, now)).toList());
  }

  private static ObjectNode entry(Ledger.Entry entry, Instant now) {
    return Json.object(
        "name",
        entry.name(),
        "created",
        entry.created().toString(),
        "deleted",
        entry.deleted() == null ? null : entry.deleted().toString(),
        "startedHours",
        entry.hours(now),
        "cost",
        entry.cost(now).toPlainString());
  }
}
