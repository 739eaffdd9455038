package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.MachineSize;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.reconcile.Background;
import io.github.ciautoscaler.reconcile.Cluster;
import io.github.ciautoscaler.reconcile.Forge;
import io.github.ciautoscaler.reconcile.LeaseStore;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.ServerCloud;
import io.github.ciautoscaler.reconcile.ServerTime;
import io.github.ciautoscaler.reconcile.StateStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ports that pass everything on; each planted bug overrides what it spoils. */
final class Planted {

  private Planted() {}

  static Ports with(Ports ports, Forge forge) {
    return new Ports(
        new Ports.Outside(forge, ports.cloud(), ports.cluster()), ports.shared(), ports.process());
  }

  static Ports with(Ports ports, ServerCloud cloud) {
    return new Ports(
        new Ports.Outside(ports.forge(), cloud, ports.cluster()), ports.shared(), ports.process());
  }

  static Ports with(Ports ports, Cluster cluster) {
    return new Ports(
        new Ports.Outside(ports.forge(), ports.cloud(), cluster), ports.shared(), ports.process());
  }

  static Ports with(Ports ports, StateStore state) {
    return new Ports(ports.outside(), new Ports.Shared(state, ports.leases()), ports.process());
  }

  static Ports with(Ports ports, LeaseStore leases) {
    return new Ports(ports.outside(), new Ports.Shared(ports.state(), leases), ports.process());
  }

  static Ports with(Ports ports, Background background) {
    return new Ports(
        ports.outside(),
        ports.shared(),
        new Ports.Process(background, ports.randomness(), ports.clock()));
  }

  static class PlantedForge implements Forge {
    final Forge real;

    PlantedForge(Ports ports) {
      this.real = ports.forge();
    }

    @Override
    public Reading<ForgeInfo> describe() {
      return real.describe();
    }

    @Override
    public Reading<List<Job>> queued() {
      return real.queued();
    }

    @Override
    public Reading<List<Job>> running() {
      return real.running();
    }

    @Override
    public Reading<Integer> blocked() {
      return real.blocked();
    }

    @Override
    public Reading<List<Runner>> runners() {
      return real.runners();
    }

    @Override
    public Outcome disable(long runnerId) {
      return real.disable(runnerId);
    }

    @Override
    public Outcome enable(long runnerId) {
      return real.enable(runnerId);
    }

    @Override
    public Optional<ServerTime> serverTime() {
      return real.serverTime();
    }

    @Override
    public Outcome delete(long runnerId) {
      return real.delete(runnerId);
    }
  }

  static class PlantedCloud implements ServerCloud {
    final ServerCloud real;

    PlantedCloud(Ports ports) {
      this.real = ports.cloud();
    }

    @Override
    public Reading<List<Server>> servers() {
      return real.servers();
    }

    @Override
    public Reading<Optional<Server>> find(long id) {
      return real.find(id);
    }

    @Override
    public Reading<Optional<Server>> find(String name) {
      return real.find(name);
    }

    @Override
    public Reading<List<MachineSize>> sizes() {
      return real.sizes();
    }

    @Override
    public Reading<PriceList> prices() {
      return real.prices();
    }

    @Override
    public Optional<ServerTime> serverTime() {
      return real.serverTime();
    }

    @Override
    public io.github.ciautoscaler.fleet.RateLimit budget() {
      return real.budget();
    }

    @Override
    public Outcome create(Order order) {
      return real.create(order);
    }

    @Override
    public Outcome delete(long id) {
      return real.delete(id);
    }

    @Override
    public Outcome attach(long id, MachineTemplate template) {
      return real.attach(id, template);
    }

    @Override
    public Outcome powerOn(long id) {
      return real.powerOn(id);
    }

    @Override
    public Outcome relabel(long id, Map<String, String> labels) {
      return real.relabel(id, labels);
    }
  }

  static class PlantedCluster implements Cluster {
    final Cluster real;

    PlantedCluster(Ports ports) {
      this.real = ports.cluster();
    }

    @Override
    public Reading<ClusterInfo> describe() {
      return real.describe();
    }

    @Override
    public Reading<List<Node>> nodes() {
      return real.nodes();
    }

    @Override
    public Reading<List<Pod>> runnerPods() {
      return real.runnerPods();
    }

    @Override
    public Reading<List<Pod>> podsOn(String node) {
      return real.podsOn(node);
    }

    @Override
    public Reading<List<Workload>> workloads() {
      return real.workloads();
    }

    @Override
    public Outcome patch(String node, NodePatch patch) {
      return real.patch(node, patch);
    }

    @Override
    public Outcome deleteNode(String node, String uid) {
      return real.deleteNode(node, uid);
    }

    @Override
    public Outcome evict(String namespace, String pod, String uid) {
      return real.evict(namespace, pod, uid);
    }

    @Override
    public Outcome createJoinToken(String id, Secret secret, String server, Instant expires) {
      return real.createJoinToken(id, secret, server, expires);
    }

    @Override
    public Outcome deleteJoinToken(String id) {
      return real.deleteJoinToken(id);
    }

    @Override
    public Optional<ServerTime> serverTime() {
      return real.serverTime();
    }

    @Override
    public Outcome publish(Event event) {
      return real.publish(event);
    }
  }

  /** The same settings with another plan. */
  static ReconcileSettings with(
      ReconcileSettings settings, io.github.ciautoscaler.plan.PlanSettings plan) {
    return new ReconcileSettings(
        plan, plan.fleetSettings(), settings.self(), settings.dryRun(), settings.observeLimit());
  }
}
