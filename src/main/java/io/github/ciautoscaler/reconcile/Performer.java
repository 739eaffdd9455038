package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.bootstrap.JoinToken;
import io.github.ciautoscaler.bootstrap.K3sJoin;
import io.github.ciautoscaler.bootstrap.K3sUserData;
import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ControlPlane;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Effect;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Performs each effect through the port that it belongs to. */
final class Performer implements EffectPerformer {

  /** How much longer than the provisioning timeout a join token lives. */
  private static final Duration TOKEN_SPARE = Duration.ofMinutes(5);

  private final Ports ports;
  private final Map<String, Secret> tokenSecrets = new ConcurrentHashMap<>();
  private volatile ReconcileSettings settings;
  private volatile @Nullable ClusterInfo cluster;
  private volatile List<Node> nodes = List.of();

  Performer(Ports ports, ReconcileSettings settings) {
    this.ports = ports;
    this.settings = settings;
  }

  /** What new machines need to know about the cluster, as last observed, and how they join. */
  void learn(Observation seen, ReconcileSettings latest) {
    settings = latest;
    cluster = seen.cluster().known().orElse(null);
    nodes = seen.nodes().known().orElse(List.of());
  }

  @Override
  public Outcome perform(Effect effect) {
    return switch (effect) {
      case Effect.CreateJoinToken(var id, var server) -> createJoinToken(id, server);
      case Effect.DeleteJoinToken(var id) -> ports.cluster().deleteJoinToken(id);
      case Effect.CreateServer create -> createServer(create);
      case Effect.FindServer(var name) -> find(name);
      case Effect.LabelServer(var id, var name, var labels) -> ports.cloud().relabel(id, labels);
      case Effect.VerifyUnoccupied verify -> verifyUnoccupied(verify);
      case Effect.VerifyServerGone(var id) -> verifyGone(id);
      case Effect.DeleteServer(var id, var name) -> ports.cloud().delete(id);
      case Effect.DisableRunner(var id) -> ports.forge().disable(id);
      case Effect.EnableRunner(var id) -> ports.forge().enable(id);
      case Effect.DeleteRunner(var id) -> ports.forge().delete(id);
      case Effect.PatchNode(var node, var patch) -> ports.cluster().patch(node, patch);
      case Effect.EvictPod(var namespace, var name, var uid) ->
          ports.cluster().evict(namespace, name, uid);
      case Effect.DeleteNode(var node, var uid) -> ports.cluster().deleteNode(node, uid);
    };
  }

  private Outcome createJoinToken(String id, String server) {
    Secret secret = ports.randomness().tokenSecret();
    Outcome outcome =
        ports
            .cluster()
            .createJoinToken(id, secret, server, ports.clock().instant().plus(lifeOfToken()));
    if (outcome.succeeded()) {
      tokenSecrets.put(id, secret);
    }
    return outcome;
  }

  private Duration lifeOfToken() {
    return settings.plan().provisioningTimeout().plus(TOKEN_SPARE);
  }

  private Outcome createServer(Effect.CreateServer create) {
    JoinRecipe join = settings.join();
    Secret own = create.joinToken() == null ? null : tokenSecrets.remove(create.joinToken());
    ClusterInfo info = cluster;
    String url =
        join.controlPlaneUrl() != null
            ? join.controlPlaneUrl()
            : ControlPlane.url(nodes).orElse(null);
    if (info == null || url == null) {
      return new Outcome.Transient(
          "no control-plane node with an InternalIP is known; set K3S_URL to say where agents"
              + " join");
    }
    if (join.customUserData() == null && !info.isK3s()) {
      return new Outcome.Invalid(
          "the cluster's version is "
              + info.version()
              + ", which is no K3s release; say in HCLOUD_CLOUD_INIT how a machine joins");
    }
    Secret token =
        own == null || create.joinToken() == null
            ? join.clusterSecret().get()
            : JoinToken.bootstrap(info.caHash(), create.joinToken(), own);
    try {
      Secret userData =
          join.customUserData() != null
              ? join.customUserData()
              : K3sUserData.render(
                  new K3sJoin(
                      create.name(),
                      url,
                      info.version(),
                      token,
                      join.agentArgs(),
                      Map.of(Labels.POOL, create.pool()),
                      join.blockMetadata()));
      return ports
          .cloud()
          .create(
              new ServerCloud.Order(
                  create.name(), create.offering(), create.image(), create.labels(), userData));
    } catch (IllegalArgumentException unusable) {
      return new Outcome.Invalid(String.valueOf(unusable.getMessage()));
    }
  }

  private Outcome find(String name) {
    return switch (ports.cloud().find(name)) {
      case Reading.Complete<Optional<Server>>(var server, var at) -> new Outcome.Found(server);
      case Reading.Partial<Optional<Server>>(var server, var at, var problem) ->
          new Outcome.Transient(problem);
      case Reading.Failed<Optional<Server>>(var trouble, var problem, var at) ->
          new Outcome.Transient(problem);
    };
  }

  private Outcome verifyGone(long id) {
    return switch (ports.cloud().find(id)) {
      case Reading.Complete<Optional<Server>>(var server, var at) ->
          server.isEmpty() ? new Outcome.Gone() : new Outcome.Refused("the server is still there");
      case Reading.Partial<Optional<Server>>(var server, var at, var problem) ->
          new Outcome.Transient(problem);
      case Reading.Failed<Optional<Server>>(var trouble, var problem, var at) ->
          new Outcome.Transient(problem);
    };
  }

  /**
   * Jobs first, then runners: a row that registered and claimed in between is then seen enabled.
   */
  private Outcome verifyUnoccupied(Effect.VerifyUnoccupied verify) {
    if (!(ports.forge().running() instanceof Reading.Complete<List<Job>>(var jobs, var at))) {
      return new Outcome.Transient("the running jobs could not be read completely");
    }
    if (!(ports.forge().runners() instanceof Reading.Complete<List<Runner>>(var rows, var at2))) {
      return new Outcome.Transient("the runners could not be read completely");
    }
    Set<Long> ids = new HashSet<>(verify.runnerIds());
    for (Runner row : rows) {
      if (ids.contains(row.id()) || verify.runnerNames().contains(row.name())) {
        ids.add(row.id());
        if (verify.mustBeDisabled() && !row.disabled()) {
          return new Outcome.Refused("runner " + row.id() + " can still take a job");
        }
      }
    }
    for (Job job : jobs) {
      if (job.runnerId() != null && ids.contains(job.runnerId())) {
        return new Outcome.Refused("job " + job.id() + " runs there");
      }
    }
    return new Outcome.Done();
  }
}
