package io.github.ciautoscaler.app;

import io.github.ciautoscaler.api.ApiConfiguration;
import io.github.ciautoscaler.api.Doctor;
import io.github.ciautoscaler.app.doctor.Checkup;
import io.github.ciautoscaler.app.doctor.DoctorCommand;
import io.github.ciautoscaler.app.logging.LiveLogLevel;
import io.github.ciautoscaler.app.loop.AutoscalerService;
import io.github.ciautoscaler.app.loop.LoopClock;
import io.github.ciautoscaler.app.loop.Pace;
import io.github.ciautoscaler.app.loop.PassSettings;
import io.github.ciautoscaler.app.loop.SystemRandomness;
import io.github.ciautoscaler.app.loop.UnsupportedForge;
import io.github.ciautoscaler.app.loop.VirtualThreads;
import io.github.ciautoscaler.app.settings.LiveSettings;
import io.github.ciautoscaler.app.settings.PoolCheck;
import io.github.ciautoscaler.app.settings.SecretSource;
import io.github.ciautoscaler.app.settings.Settings;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.forge.JoinedForge;
import io.github.ciautoscaler.forge.SignedWebhook;
import io.github.ciautoscaler.hetzner.HetznerCloud;
import io.github.ciautoscaler.hetzner.HetznerSettings;
import io.github.ciautoscaler.http.Connections;
import io.github.ciautoscaler.http.Token;
import io.github.ciautoscaler.kubernetes.ApiClients;
import io.github.ciautoscaler.kubernetes.ConfigMapState;
import io.github.ciautoscaler.kubernetes.Connection;
import io.github.ciautoscaler.kubernetes.KubernetesCluster;
import io.github.ciautoscaler.kubernetes.KubernetesLeases;
import io.github.ciautoscaler.kubernetes.KubernetesSettings;
import io.github.ciautoscaler.metrics.MetricsConfiguration;
import io.github.ciautoscaler.page.PageConfiguration;
import io.github.ciautoscaler.reconcile.Cluster;
import io.github.ciautoscaler.reconcile.Forge;
import io.github.ciautoscaler.reconcile.HookInstaller;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.PassListener;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.Reconciler;
import io.github.ciautoscaler.reconcile.ServerCloud;
import io.github.ciautoscaler.reconcile.SharedClock;
import io.github.ciautoscaler.reconcile.Webhook;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Wires the rooms: settings to adapters, adapters to the loop, the loop to its listeners. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@Import({ApiConfiguration.class, MetricsConfiguration.class, PageConfiguration.class})
class Wiring {

  private static final Logger log = LoggerFactory.getLogger(Wiring.class);

  /** How long a pass waits for its sources, in real time. */
  private static final Duration OBSERVE_LIMIT = Duration.ofSeconds(10);

  /** Ours, as built. */
  record Version(String text) {}

  @Bean
  Surroundings surroundings(Environment environment) {
    return Surroundings.of(environment);
  }

  @Bean
  LoopClock loopClock(Surroundings surroundings) {
    return surroundings.clock() == null ? LoopClock.SYSTEM : surroundings.clock();
  }

  /** A simulated world's clock is right; the systems' answers correct any other. */
  @Bean
  @Primary
  SharedClock sharedClock(Surroundings surroundings, LoopClock clock) {
    return surroundings.clock() == null
        ? SharedClock.of(clock, clock.steady())
        : SharedClock.right(clock);
  }

  @Bean
  Duration loopTick(LoopClock clock) {
    return clock.toWall(Pace.TICK);
  }

  @Bean
  LiveLogLevel liveLogLevel(
      LiveSettings live, ConfigurableEnvironment environment, LoggingSystem system) {
    LiveLogLevel level = new LiveLogLevel(environment, system);
    live.onChange(settings -> level.follow(settings.logging()));
    return level;
  }

  @Bean
  Version version(ObjectProvider<BuildProperties> build) {
    BuildProperties properties = build.getIfAvailable();
    return new Version(properties == null ? "dev" : String.valueOf(properties.getVersion()));
  }

  @Bean
  Connections connections(Surroundings surroundings, Version version) {
    return new Connections(surroundings.variables(), version.text(), Connections.Limits.USUAL);
  }

  @Bean
  Forge forge(Connections connections, Settings settings, LiveSettings live, SharedClock clock) {
    return ForgeParts.joined(parts(connections, settings, live, clock));
  }

  private static List<JoinedForge.Part> parts(
      Connections connections, Settings settings, LiveSettings live, SharedClock clock) {
    return new ForgeParts(connections, settings.forge(), live, clock).parts();
  }

  @Bean
  HetznerCloud serverCloud(
      Connections connections, Settings settings, LiveSettings live, SharedClock clock) {
    Settings.Hetzner hetzner = settings.hetzner();
    return new HetznerCloud(
        connections.withToken(hetzner.endpoint(), token(live.hetznerToken())),
        HetznerSettings.USUAL,
        clock);
  }

  @Bean
  Connection kubernetesConnection(Surroundings surroundings) {
    return ApiClients.connect(surroundings.variables());
  }

  @Bean
  KubernetesSettings kubernetesSettings(Settings settings, Surroundings surroundings) {
    return KubernetesSettings.of(
        settings.runners().namespace(), settings.runners().podSelector(), surroundings.variables());
  }

  @Bean
  Cluster cluster(Connection connection, KubernetesSettings settings, SharedClock clock) {
    return new KubernetesCluster(connection, settings, clock);
  }

  @Bean
  VirtualThreads virtualThreads() {
    return new VirtualThreads();
  }

  @Bean
  Ports ports(
      Forge forge,
      ServerCloud cloud,
      Cluster cluster,
      Connection connection,
      KubernetesSettings kubernetes,
      VirtualThreads threads,
      SharedClock clock) {
    return new Ports(
        new Ports.Outside(forge, cloud, cluster),
        new Ports.Shared(
            new ConfigMapState(connection, kubernetes, clock),
            new KubernetesLeases(connection, kubernetes, clock)),
        new Ports.Process(threads, new SystemRandomness(), clock));
  }

  @Bean
  Reconciler reconciler(
      Ports ports,
      Settings settings,
      LiveSettings live,
      Connection connection,
      Surroundings surroundings) {
    String chosen = settings.ownership().installationId();
    return new Reconciler(
        ports,
        new PassSettings(
            live,
            chosen == null ? connection.installationId() : chosen,
            identity(surroundings.variables()),
            OBSERVE_LIMIT));
  }

  @Bean
  PoolCheck poolCheck(
      HetznerCloud cloud, LiveSettings live, VirtualThreads threads, SharedClock clock) {
    return new PoolCheck(cloud::flaws, live, threads, clock);
  }

  /** With adapters of its own, so that the loop's know nothing of it. */
  @Bean
  Doctor doctor(
      Connections connections,
      Settings settings,
      LiveSettings live,
      Connection connection,
      KubernetesSettings kubernetes,
      Ports ports,
      SharedClock clock) {
    HetznerCloud cloud = serverCloud(connections, settings, live, clock);
    KubernetesCluster cluster = new KubernetesCluster(connection, kubernetes, clock);
    List<JoinedForge.Part> parts = parts(connections, settings, live, clock);
    Ports own =
        new Ports(
            new Ports.Outside(ForgeParts.joined(parts), cloud, cluster),
            ports.shared(),
            ports.process());
    return new Checkup(own, new Checkup.Beside(cloud::flaws, cluster::missingRights, parts), live);
  }

  @Bean
  Operator operator(Reconciler reconciler) {
    return reconciler.operator();
  }

  @Bean
  AutoscalerService autoscalerService(
      Reconciler reconciler,
      List<PassListener> listeners,
      VirtualThreads threads,
      Settings settings,
      Environment environment) {
    Pace pace = new Pace(reconciler::interval);
    return new AutoscalerService(
        reconciler,
        listeners,
        threads,
        pace,
        settings.sandbox().autoscaler() && !DoctorCommand.isIn(environment));
  }

  @Bean
  HookInstaller hookInstaller(
      Connections connections, Settings settings, LiveSettings live, SharedClock clock) {
    return new ForgeParts(connections, settings.forge(), live, clock).hookInstaller();
  }

  @Bean
  Webhook webhook(LiveSettings live, Reconciler reconciler, AutoscalerService loop) {
    return new SignedWebhook(live::webhookSecrets, reconciler.deliveries(), loop::wake);
  }

  @Bean
  UnsupportedForge unsupportedForge(ApplicationContext context) {
    // On a thread of its own: closing the context waits for the pass that found it.
    return new UnsupportedForge(() ->
        Thread.ofPlatform().start(() -> System.exit(SpringApplication.exit(context, () -> 1))));
  }

  static Token token(SecretSource source) {
    return new Token() {
      @Override
      public Secret current() {
        return source.current();
      }

      @Override
      public boolean reload() {
        return source.reload();
      }
    };
  }

  /** The pod's name: another replica has another, and a restarted container keeps it. */
  private static String identity(Map<String, String> variables) {
    String pod = variables.getOrDefault("POD_NAME", variables.getOrDefault("HOSTNAME", ""));
    if (!pod.isBlank()) {
      return pod;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return UUID.randomUUID().toString();
    }
  }
}
