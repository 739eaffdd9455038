package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Claim;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.MachineBootstrap.Boot;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.plan.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Performs each effect through the port that it belongs to. */
final class Performer implements EffectPerformer {

  private final Ports ports;
  private final Map<String, Secret> tokenSecrets = new ConcurrentHashMap<>();

  Performer(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Outcome perform(Effect effect) {
    return switch (effect) {
      case Effect.CreateJoinToken(var id, var server, var life) ->
          createJoinToken(id, server, life);
      case Effect.DeleteJoinToken(var id) -> ports.cluster().deleteJoinToken(id);
      case Effect.CreateServer create -> createServer(create);
      case Effect.FindServer(var name, var _) -> find(name);
      case Effect.LabelServer(var id, var name, var labels) -> ports.cloud().relabel(id, labels);
      case Effect.AttachServer(var id, var name, var template) ->
          ports.cloud().attach(id, template);
      case Effect.PowerOnServer(var id, var name) -> ports.cloud().powerOn(id);
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

  private Outcome createJoinToken(String id, String server, Duration life) {
    Secret secret = ports.randomness().tokenSecret();
    Outcome outcome =
        ports.cluster().createJoinToken(id, secret, server, ports.clock().instant().plus(life));
    if (outcome.succeeded()) {
      tokenSecrets.put(id, secret);
    }
    return outcome;
  }

  private Outcome createServer(Effect.CreateServer create) {
    String tokenId = create.machine().tokenId();
    Secret token = tokenId == null ? null : tokenSecrets.remove(tokenId);
    MachineTemplate template = create.pool().template();
    return switch (template.bootstrap().boot(create.machine(), token)) {
      case Boot.With(var userData) ->
          ports
              .cloud()
              .create(
                  new ServerCloud.Order(
                      create.name(), template, create.offering(), create.labels(), userData));
      case Boot.NotYet(var why) -> new Outcome.Transient(why);
      case Boot.Refused(var why) -> new Outcome.Invalid(why);
    };
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
    List<Runner> own = new ArrayList<>();
    for (Runner row : rows) {
      if (ids.contains(row.id()) || verify.runnerNames().contains(row.name())) {
        ids.add(row.id());
        own.add(row);
        if (verify.mustBeDisabled() && !row.disabled()) {
          return new Outcome.Refused("runner " + row.id() + " can still take a job");
        }
        if (verify.elsewhere() != null && row.online() && row.busy()) {
          return new Outcome.Refused("runner " + row.id() + " is at work");
        }
      }
    }
    for (Job job : jobs) {
      if (job.runnerId() != null && ids.contains(job.runnerId())) {
        return new Outcome.Refused("job " + job.id() + " runs there");
      }
      if (job.isSomewhere() && mayBeThere(job, own, verify.elsewhere())) {
        return new Outcome.Refused(
            "job " + job.id() + " may run there: the forge does not say on which runner it is");
      }
    }
    return new Outcome.Done();
  }

  /** Of runners that nobody lists it may be any's. */
  private static boolean mayBeThere(Job job, List<Runner> own, @Nullable Set<Claim> elsewhere) {
    boolean fits = own.stream().anyMatch(job::mayRunOn);
    return elsewhere == null ? fits : !elsewhere.contains(Claim.of(job)) && (fits || own.isEmpty());
  }
}
