package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of machine: what it is launched from, what it does for jobs, how many there may be, and
 * what time each of them has.
 *
 * @param times null where the owner gives it none of its own: then those of all
 */
public record Pool(
    String name, MachineTemplate template, Service service, Size size, @Nullable Times times) {

  /** The pool that the environment makes. */
  public static final String DEFAULT = "default";

  /** What runners are taken to offer while nobody says. */
  public static final String USUAL_LABEL = "linux";

  /** One that serves whatever its labels fit, and holds no slots ready. */
  public Pool(
      String name, MachineTemplate template, Offer offer, Limits limits, @Nullable Times times) {
    this(name, template, new Service(offer, Choice.ANY), Size.within(limits), times);
  }

  /**
   * What it does for jobs.
   *
   * @param choice which jobs come to it, of those that its labels fit
   */
  public record Service(Offer offer, Choice choice) {}

  /**
   * How many machines there are.
   *
   * @param warm what it holds ready though no job needs it
   */
  public record Size(Limits limits, WarmCapacity warm) {

    /** Only as many as jobs need. */
    public static Size within(Limits limits) {
      return new Size(limits, WarmCapacity.NONE);
    }
  }

  /**
   * What each of its machines has for jobs.
   *
   * @param slots how many jobs it runs at once, at least 1: its runners' capacity, all together
   * @param labels those of its runners, as the owner says; null where the owner does not, and what
   *     registered runners show is used
   * @param maxUses how many jobs it is given at most before it is returned; 0: no limit
   */
  public record Offer(int slots, @Nullable Set<String> labels, int maxUses) {

    public Offer {
      if (slots < 1) {
        throw new IllegalArgumentException("a machine with " + slots + " slots runs nothing");
      }
      labels = labels == null ? null : Set.copyOf(labels);
    }

    /** Of machines that are given any number of jobs. */
    public Offer(int slots, @Nullable Set<String> labels) {
      this(slots, labels, 0);
    }

    /** One job at a time, which is what runners do unless they are told otherwise. */
    public static Offer ofOne(@Nullable Set<String> labels) {
      return new Offer(1, labels);
    }
  }

  /**
   * Which jobs come to it.
   *
   * @param priority of pools that fit a job equally well, the highest comes first
   * @param repositories whose jobs it serves
   * @param demand what it is there for
   */
  public record Choice(long priority, Repositories repositories, PodDemand demand) {
    public static final Choice ANY = new Choice(0, Repositories.ALL);

    /** For jobs alone. */
    public Choice(long priority, Repositories repositories) {
      this(priority, repositories, PodDemand.JOBS);
    }
  }

  /**
   * How many machines there are to be, and may be.
   *
   * @param min so many are held, whether jobs need them or not
   * @param max at the same time
   * @param rate how many may be launched within a time; null: as many as are needed
   */
  public record Limits(int min, int max, @Nullable LaunchRate rate) {

    public static Limits atMost(int max) {
      return new Limits(0, max, null);
    }
  }

  /** So many launches within any stretch of time of this length. */
  public record LaunchRate(int launches, Duration per) {}

  /**
   * How long its machines may take, and stay.
   *
   * @param idle for so long a machine stays idle, as far as its paid hour allows
   * @param billingWindow how long before the end of the paid hour a termination may begin; an hour
   *     or more: always; zero: no machine is ever terminated
   * @param provisioning from its order to its first runner
   * @param patience how long a job may wait for a busy machine before a new one is launched
   */
  public record Times(
      Duration idle, Duration billingWindow, Duration provisioning, Patience patience) {

    /** Of machines that are launched at once. */
    public Times(Duration idle, Duration billingWindow, Duration provisioning) {
      this(idle, billingWindow, provisioning, Patience.NONE);
    }
  }

  /** Whether it holds machines that no job needs. */
  public boolean holdsReady() {
    return limits().min > 0 || !warm().entries().isEmpty();
  }

  /**
   * The same, as it is at this moment: its warm capacity may say how long machines stay idle, and
   * prices which offering comes first.
   */
  public Pool at(Instant now, Times otherwise, Optional<PriceList> prices) {
    MachineTemplate ordered = template.ordered(prices);
    Times inForce = timesAt(now, otherwise);
    return ordered.equals(template) && Objects.equals(inForce, times)
        ? this
        : new Pool(name, ordered, service, size, inForce);
  }

  private @Nullable Times timesAt(Instant now, Times otherwise) {
    WarmCapacity.Entry entry = warm().at(now);
    if (entry == null || entry.idle() == null) {
      return times;
    }
    Times own = times == null ? otherwise : times;
    return new Times(entry.idle(), own.billingWindow(), own.provisioning(), own.patience());
  }

  public Offer offer() {
    return service.offer;
  }

  public Limits limits() {
    return size.limits;
  }

  /** What it holds ready though no job needs it. */
  public WarmCapacity warm() {
    return size.warm;
  }

  public long priority() {
    return service.choice.priority;
  }

  public Repositories repositories() {
    return service.choice.repositories;
  }

  /** What its machines are launched for. */
  public PodDemand demand() {
    return service.choice.demand;
  }

  /** In order of preference. */
  public List<Offering> offerings() {
    return template.offerings();
  }

  public int slots() {
    return service.offer.slots;
  }

  /** How many jobs one of its machines runs at once: none where it is for pods alone. */
  public int jobSlots() {
    return demand().jobs() ? service.offer.slots : 0;
  }

  /** How many jobs a machine takes at once that was given none yet. */
  public int slotsOfFresh() {
    Offer offer = service.offer;
    return offer.maxUses == 0 ? offer.slots : Math.min(offer.slots, offer.maxUses);
  }

  /** The labels that its runners have, as the owner says; null where the owner does not. */
  public @Nullable Set<String> labels() {
    return service.offer.labels;
  }
}
