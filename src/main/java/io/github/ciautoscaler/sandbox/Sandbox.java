package io.github.ciautoscaler.sandbox;

import io.github.ciautoscaler.sandbox.gitea.ForgeFace;
import io.github.ciautoscaler.sandbox.gitea.GiteaFace;
import io.github.ciautoscaler.sandbox.gitea.Holder;
import io.github.ciautoscaler.sandbox.gitea.HookSender;
import io.github.ciautoscaler.sandbox.hetzner.HetznerFace;
import io.github.ciautoscaler.sandbox.kubernetes.KubernetesFace;
import io.github.ciautoscaler.sandbox.kubernetes.Rbac;
import io.github.ciautoscaler.sandbox.wire.AccessLog;
import io.github.ciautoscaler.sandbox.wire.Face;
import io.github.ciautoscaler.sandbox.wire.FaceServer;
import io.github.ciautoscaler.sandbox.wire.Faults;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.sandbox.wire.TlsIdentity;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A simulated Gitea or Forgejo, Hetzner Cloud and Kubernetes API server on loopback, over one
 * seeded world that moves by itself.
 */
public final class Sandbox implements AutoCloseable {

  private final World world;
  private final WorldDrive drive;
  private final AccessLog log = new AccessLog();
  private final Faults faults;
  private final FaceServer gitea;
  private final FaceServer hetzner;
  private final FaceServer kubernetes;
  private final FaceServer control;
  private final KubernetesFace cluster;
  private final ControlFace controlFace;
  private final Environment environment;
  private final HookSender sender;

  private Sandbox(SandboxSettings settings, @Nullable TlsIdentity tls) {
    SandboxSettings.Shown shown = settings.shown();
    WorldSettings standard = WorldSettings.standard(settings.seed()).withStart(shown.start());
    WorldSettings chosen =
        shown.forgeVersion() == null ? standard : standard.withForgeVersion(shown.forgeVersion());
    world = new World(chosen);
    WorldTruth truth = new WorldTruth(world);
    drive = new WorldDrive(world, settings.speed(), System::nanoTime, truth::look);
    faults = new Faults(drive, settings.seed());
    Tokens tokens = Tokens.SANDBOX;
    Function<Integer, Integer> port = offset -> settings.port() == 0 ? 0 : settings.port() + offset;
    ForgeFace forge =
        ForgeFace.of(world.forge(), chosen.forgeVersion(), tokens.gitea(), tokens.giteaReadOnly());
    if (forge instanceof GiteaFace gitea) {
      gitea.grant(tokens.giteaOwner(), Holder.owner("carol", "write:organization", "acme"));
    }
    sender = HookSender.of(world, forge.hooks());
    gitea = serve(forge, port.apply(1), tls);
    HetznerFace cloud = new HetznerFace(world.cloud(), tokens.hetzner(), tokens.hetznerReadOnly());
    hetzner = serve(cloud, port.apply(2), tls);
    TlsIdentity identity = tls == null ? TlsIdentity.startingAt(Instant.now()) : tls;
    cluster =
        new KubernetesFace(
            world.cluster(),
            drive,
            tokens.kubernetes(),
            chosen.clusterVersion(),
            identity.caPem(),
            settings.seed());
    kubernetes = serve(cluster, port.apply(3), identity);
    environment =
        new Environment(
            gitea.url(),
            hetzner.url(),
            Environment.kubeconfig(kubernetes.url(), identity.caPem(), tokens.kubernetes()),
            tokens,
            chosen.clusterSecret());
    Runnable stopPeople = shown.people().apply(world);
    controlFace =
        new ControlFace(
            world,
            forge,
            sender,
            truth,
            settings.speed(),
            faults,
            log,
            cluster::permit,
            stopPeople,
            environment);
    control = new FaceServer(controlFace, settings.port(), drive, log, new Faults(drive, 0), null);
    environment.clockIsAt(control.url());
  }

  private FaceServer serve(Face face, int port, @Nullable TlsIdentity tls) {
    return new FaceServer(face, port, drive, log, faults, tls);
  }

  public static Sandbox start(SandboxSettings settings) {
    Sandbox sandbox = prepare(settings);
    sandbox.begin();
    return sandbox;
  }

  /** Its servers answer, and its world stands at its first moment. */
  public static Sandbox prepare(SandboxSettings settings) {
    return new Sandbox(settings, null);
  }

  /** With all three products behind this certificate, for tests of certificates. */
  public static Sandbox start(SandboxSettings settings, TlsIdentity tls) {
    Sandbox sandbox = new Sandbox(settings, tls);
    sandbox.begin();
    return sandbox;
  }

  /** From now on time passes in its world. */
  public void begin() {
    drive.run();
  }

  /** The world's clock, and how its time relates to ours. */
  public WorldDrive drive() {
    return drive;
  }

  /** Looks at the world or changes it, while it stands still. */
  public <T> T ask(Function<World, T> question) {
    return drive.take(() -> question.apply(world));
  }

  /** Changes the world while it stands still. */
  public void change(Consumer<World> change) {
    drive.take(() -> {
      change.accept(world);
      return true;
    });
  }

  public Environment environment() {
    return environment;
  }

  /** Without a slash at its end. */
  public String controlUrl() {
    return control.url();
  }

  /** Without a slash at its end. */
  public String kubernetesUrl() {
    return kubernetes.url();
  }

  public Faults faults() {
    return faults;
  }

  public AccessLog requests() {
    return log;
  }

  /** Changes what the Kubernetes token may do. */
  public void permit(Rbac rights) {
    cluster.permit(rights);
  }

  /** Asks the control endpoints, which another server may show too. */
  public Response control(Request request) {
    return drive.take(() -> controlFace.answer(request));
  }

  /** Whether Gitea, Hetzner and Kubernetes all answer requests now. */
  public boolean answers() {
    return gitea.answers() && hetzner.answers() && kubernetes.answers();
  }

  @Override
  public void close() {
    control.close();
    sender.close();
    gitea.close();
    hetzner.close();
    kubernetes.close();
    drive.close();
  }
}
