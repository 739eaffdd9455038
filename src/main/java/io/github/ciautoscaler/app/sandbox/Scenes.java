package io.github.ciautoscaler.app.sandbox;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.settings.SandboxScenario;
import io.github.ciautoscaler.simulator.Catalogue;
import io.github.ciautoscaler.simulator.JobSpec;
import io.github.ciautoscaler.simulator.Pushes;
import io.github.ciautoscaler.simulator.Workload;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** What each scenario of the sandbox is made of: its pools, its first moment, and its people. */
final class Scenes {

  /** When clocks in Berlin show ten to three for the first time; an hour later they do again. */
  private static final Instant NIGHT_OF_THE_CLOCKS = Instant.parse("2026-10-25T00:50:00Z");

  private static final Duration SOLD_OUT_FOR = Duration.ofMinutes(40);

  private static final Duration HEARD_FOR = Duration.ofMinutes(4);
  private static final Duration LOST_FOR = Duration.ofMinutes(2);

  private Scenes() {}

  /** Its pools, as a file of settings; none where it has no pools of its own. */
  static List<PropertySource<?>> file(SandboxScenario scenario) {
    if (!scenario.hasPools()) {
      return List.of();
    }
    ClassPathResource file = new ClassPathResource("scenarios/" + scenario.word() + ".yaml");
    try {
      List<PropertySource<?>> sources =
          new ArrayList<>(
              new YamlPropertySourceLoader()
                  .load("class path resource [" + file.getPath() + "]", file));
      if (scenario == SandboxScenario.TALOS) {
        sources.add(talosSecret());
      }
      return sources;
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** The machine config as the guide's Secret gives it. */
  private static PropertySource<?> talosSecret() throws IOException {
    byte[] config = new ClassPathResource("scenarios/talos-worker.yaml").getContentAsByteArray();
    String text = Base64.getEncoder().encodeToString(config);
    return new MapPropertySource(
        "Secret talos-config", Map.of("autoscaler.hcloud-cloud-init", text));
  }

  static Instant start(SandboxScenario scenario) {
    return scenario == SandboxScenario.WORKDAY
        ? NIGHT_OF_THE_CLOCKS
        : WorldSettings.standard(0).start();
  }

  /**
   * Lets its people and its troubles begin.
   *
   * @return lets nobody push any more
   */
  static Runnable begin(SandboxScenario scenario, World world) {
    return switch (scenario) {
      case STANDARD -> Workload.start(world, Workload.Rhythm.standard())::stop;
      case QUIET, WORKDAY -> () -> {};
      case TWO_POOLS -> {
        List<JobSpec> jobs = jobs(4, "linux", "amd64");
        jobs.addAll(jobs(2, "linux", "arm64"));
        yield Pushes.start(world, Duration.ofMinutes(25), jobs)::stop;
      }
      case STOCK_OUT -> {
        world.cloud().stock().setSoldOut("ccx23", "fsn1", true);
        world.after(SOLD_OUT_FOR, () -> world.cloud().stock().setSoldOut("ccx23", "fsn1", false));
        yield Pushes.start(world, Duration.ofMinutes(70), jobs(2, "linux"))::stop;
      }
      case FRESH_MACHINES -> Pushes.start(world, Duration.ofMinutes(40), jobs(3, "linux"))::stop;
      case SPEND_LIMIT -> Pushes.start(world, Duration.ofMinutes(50), jobs(5, "linux"))::stop;
      case PENDING_PODS -> Replicas.start(world)::stop;
      case TALOS -> {
        ownTheGuides(world.cloud().catalogue());
        yield Replicas.start(world)::stop;
      }
      case GITLAB -> Pushes.start(world, Duration.ofMinutes(50), jobs(10, "linux"))::stop;
      case ORG_SCOPE -> {
        world.forge().registerRunnersAt(new ForgeScope(ForgeScope.Kind.ORG, "acme"));
        yield Pushes.start(world, Duration.ofMinutes(40), jobs(3, "linux"))::stop;
      }
      case WEBHOOK -> {
        loseDeliveries(world);
        JobSpec job = JobSpec.of("check", Duration.ofSeconds(20), "linux");
        yield Pushes.start(world, Duration.ofSeconds(30), List.of(job))::stop;
      }
    };
  }

  /** What the Talos guide makes in the project by hand: snapshot, network and key. */
  private static void ownTheGuides(Catalogue project) {
    Map<String, String> labels = Map.of("os", "talos");
    project
        .images()
        .add(
            new Catalogue.Image(
                123456789, null, "unknown", "1.11.5", "x86", labels, Catalogue.BEGINNING));
    project.networks().add(new Catalogue.Network(457, "cozystack-vswitch", "10.100.0.0/24"));
    project
        .sshKeys()
        .add(
            new Catalogue.SshKey(
                4712,
                "talos",
                "1c:9b:4e:d2:75:08:aa:3f:60:b7:19:e4:52:8d:c6:07",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKq8T2rVnXw4m0aYd7uJhB5sLpGz1eR6oFcQiNtUvWxy"
                    + " talos"));
  }

  /** In turns, for ever. */
  private static void loseDeliveries(World world) {
    world.after(
        HEARD_FOR,
        () -> {
          world.forge().loseDeliveries(true);
          world.after(
              LOST_FOR,
              () -> {
                world.forge().loseDeliveries(false);
                loseDeliveries(world);
              });
        });
  }

  private static List<JobSpec> jobs(int count, String... labels) {
    List<JobSpec> jobs = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String name = labels[labels.length - 1] + " (" + i + ")";
      jobs.add(JobSpec.of(name, Duration.ofMinutes(3 + i), labels));
    }
    return jobs;
  }
}
