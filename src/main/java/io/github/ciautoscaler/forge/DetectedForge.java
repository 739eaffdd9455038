package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.http.DateHeader;
import io.github.ciautoscaler.http.Exchange;
import io.github.ciautoscaler.reconcile.Forge;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;

/** Whichever of the two answers there. Which one it is, is asked for first, and now and then. */
public final class DetectedForge implements Forge {

  private final Detection detection;
  private final GiteaForge gitea;
  private final ForgejoForge forgejo;
  private final InstantSource clock;
  private volatile @Nullable Forge found;

  /**
   * @param client as for {@link GiteaForge}
   * @param labels as for {@link ForgejoForge}
   * @param clock for the times of readings
   */
  public DetectedForge(WebClient client, Supplier<Set<String>> labels, InstantSource clock) {
    this.detection =
        new Detection(new Exchange(client, GiteaForge.LARGEST_BODY, new DateHeader(clock)));
    this.gitea = new GiteaForge(client, clock);
    this.forgejo = new ForgejoForge(client, labels, clock);
    this.clock = clock;
  }

  @Override
  public Reading<ForgeInfo> describe() {
    return detect(Forge::describe);
  }

  @Override
  public Reading<List<Job>> queued() {
    return read(Forge::queued);
  }

  @Override
  public Reading<List<Job>> running() {
    return read(Forge::running);
  }

  @Override
  public Reading<Integer> blocked() {
    return read(Forge::blocked);
  }

  @Override
  public Reading<List<Runner>> runners() {
    return read(Forge::runners);
  }

  @Override
  public Outcome disable(long runnerId) {
    return write(forge -> forge.disable(runnerId));
  }

  @Override
  public Outcome enable(long runnerId) {
    return write(forge -> forge.enable(runnerId));
  }

  @Override
  public Outcome delete(long runnerId) {
    return write(forge -> forge.delete(runnerId));
  }

  @Override
  public Optional<ServerTime> serverTime() {
    Forge known = found;
    return known == null ? Optional.empty() : known.serverTime();
  }

  @Override
  public List<String> remarks() {
    Forge known = found;
    return known == null ? List.of() : known.remarks();
  }

  private <T> Reading<T> read(Function<Forge, Reading<T>> call) {
    Forge known = found;
    return known == null ? detect(call) : call.apply(known);
  }

  private <T> Reading<T> detect(Function<Forge, Reading<T>> call) {
    Instant takenAt = clock.instant();
    try {
      Forge now =
          switch (detection.flavour()) {
            case Flavour.Gitea _ -> gitea;
            case Flavour.Forgejo _ -> forgejo;
          };
      found = now;
      return call.apply(now);
    } catch (RuntimeException e) {
      return ReadFailed.of(Detection.VERSION, e).at(takenAt);
    }
  }

  private Outcome write(Function<Forge, Outcome> call) {
    Forge known = found;
    return known == null
        ? new Outcome.Transient("which forge this is, is not known yet")
        : call.apply(known);
  }
}
