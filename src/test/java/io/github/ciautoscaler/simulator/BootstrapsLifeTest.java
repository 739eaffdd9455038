package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.bootstrap.Additions;
import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.bootstrap.KubeadmBootstrap;
import io.github.ciautoscaler.bootstrap.NodeMarks;
import io.github.ciautoscaler.bootstrap.Rke2Bootstrap;
import io.github.ciautoscaler.bootstrap.Setup;
import io.github.ciautoscaler.bootstrap.TalosBootstrap;
import io.github.ciautoscaler.bootstrap.TalosConfig;
import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.Reconciler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Machines that join in each of the ways: their Nodes come as ours, and jobs run on them. */
class BootstrapsLifeTest {

  private String version = "v1.34.2+k3s1";
  private final List<Ports> given = new ArrayList<>();
  private final List<ReconcileSettings> settings = new ArrayList<>();

  @Test
  void a_pool_of_talos_machines_serves_a_job() throws IOException {
    for (String file : List.of("given.yaml", "given-documents.yaml")) {
      String text = Files.readString(Path.of("src/test/resources/bootstrap/talos").resolve(file));
      var config = (TalosConfig.Usable) TalosConfig.check(new Secret(text));
      NodeMarks marks = NodeMarks.of(Map.of("kind", "talos"), List.of());

      ClusterNode node =
          servedBy(new TalosBootstrap(config.config(), marks, List.of("10.0.0.0/24")));

      assertThat(node.name()).startsWith("ci-runner-");
      assertThat(node.spec().labels())
          .containsEntry("ci-autoscaler.io/pool", "default")
          .containsEntry("managed-by", "gitea-ci-autoscaler")
          .containsEntry("kind", "talos");
    }
  }

  @Test
  void a_pool_of_kubeadm_machines_serves_a_job() {
    NodeMarks marks = NodeMarks.of(Map.of("kind", "kubeadm"), List.of());
    version = "v1.34.2";

    ClusterNode node =
        servedBy(
            new KubeadmBootstrap(
                null, null, "", marks, new Setup(List.of("10.0.0.0/24"), true, Additions.NONE)));

    assertThat(node.spec().labels())
        .containsEntry("ci-autoscaler.io/pool", "default")
        .containsEntry("managed-by", "gitea-ci-autoscaler")
        .containsEntry("kind", "kubeadm");
  }

  @Test
  void a_pool_of_rke2_machines_serves_a_job() {
    version = "v1.34.2+rke2r1";

    ClusterNode node =
        servedBy(
            new Rke2Bootstrap(
                new Secret("sandbox-cluster-secret"),
                null,
                "",
                NodeMarks.of(Map.of("kind", "rke2"), List.of()),
                Setup.PLAIN));

    assertThat(node.spec().labels())
        .containsEntry("ci-autoscaler.io/pool", "default")
        .containsEntry("kind", "rke2");
  }

  @Test
  void user_data_that_had_to_be_packed_joins_a_machine_too() {
    Secret large = new Secret("all the same\n".repeat(10_000));
    Additions added =
        new Additions(
            List.of("git"),
            List.of(new Additions.File("/etc/large", "0644", large)),
            List.of(new Secret("true")),
            1 << 30);
    Setup setup = new Setup(List.of("10.0.0.0/24"), true, added);

    String labels = "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner";
    ClusterNode node =
        servedBy(new K3sBootstrap(new Secret("sandbox-cluster-secret"), null, labels, setup));

    assertThat(node.spec().labels()).containsEntry("ci-autoscaler.io/pool", "default");
  }

  /** Runs a job on the one machine that it brings; the Node on which it ran. */
  private ClusterNode servedBy(MachineBootstrap bootstrap) {
    Simulation.run(
        Scenario.calm("bootstraps").lasting(Duration.ofMinutes(1)),
        1,
        (its, theirs) -> {
          given.add(its);
          settings.add(theirs);
          return Autoscaler.production(its, theirs);
        });
    World world = (World) given.getLast().clock().steady();
    world.advance(Duration.ofMinutes(2));
    ReconcileSettings with = Planted.with(settings.getLast(), joiningBy(bootstrap));
    Reconciler loop = new Reconciler(ofThatVersion(given.getLast()), with);
    ForgeJob job =
        world
            .forge()
            .submit(
                world.forge().repos().getFirst(),
                List.of(JobSpec.of("build", Duration.ofMinutes(5), "linux")))
            .getFirst();
    for (int second = 0; second < 15 * 60; second += 5) {
      world.advance(Duration.ofSeconds(5));
      loop.beat();
      loop.pass();
    }
    assertThat(job.conclusion()).isEqualTo("success");
    return world.cluster().nodes().stream()
        .filter(node -> !node.name().equals("control-plane-1"))
        .findFirst()
        .orElseThrow();
  }

  private Ports ofThatVersion(Ports ports) {
    return Planted.with(
        ports,
        new Planted.PlantedCluster(ports) {
          @Override
          public Reading<ClusterInfo> describe() {
            return super.describe() instanceof Reading.Complete<ClusterInfo>(var info, var at)
                ? new Reading.Complete<>(
                    new ClusterInfo(
                        version, null, info.caKeyHashes(), info.granted(), info.denied()),
                    at)
                : super.describe();
          }
        });
  }

  private PlanSettings joiningBy(MachineBootstrap bootstrap) {
    PlanSettings plan = settings.getLast().plan();
    Pool pool = plan.pools().getFirst();
    MachineTemplate old = pool.template();
    MachineTemplate template =
        new MachineTemplate(old.offerings(), old.image(), old.access(), bootstrap, old.options());
    return new PlanSettings(
        List.of(new Pool(pool.name(), template, pool.offer(), pool.limits(), pool.times())),
        plan.maxNodes(),
        plan.times(),
        plan.pace(),
        plan.original());
  }
}
