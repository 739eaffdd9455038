package io.github.ciautoscaler.fleet;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each server of a pool is launched from.
 *
 * @param offerings in order of preference, never empty
 * @param options what else a pool may choose
 */
public record MachineTemplate(
    List<Offering> offerings,
    Image image,
    ServerAccess access,
    MachineBootstrap bootstrap,
    Options options) {

  /**
   * What most pools leave out.
   *
   * @param preference which of the offerings comes first
   * @param labels of the owner's, which each server carries beside ours
   */
  public record Options(Preference preference, Map<String, String> labels) {
    public static final Options USUAL = new Options(Preference.LISTED, Map.of());

    public Options {
      labels = Map.copyOf(labels);
    }
  }

  /** One of an image with a name, and nothing special. */
  public MachineTemplate(
      List<Offering> offerings,
      String image,
      ServerAccess access,
      Map<String, String> labels,
      MachineBootstrap bootstrap) {
    this(
        offerings,
        new Image.Named(image),
        access,
        bootstrap,
        new Options(Preference.LISTED, labels));
  }

  public MachineTemplate {
    offerings = List.copyOf(offerings);
  }

  /** The owner's, which each server carries beside ours. */
  public Map<String, String> labels() {
    return options.labels;
  }

  /** The same, its offerings in the order in which they are to be tried. */
  MachineTemplate ordered(Optional<PriceList> prices) {
    if (options.preference == Preference.LISTED || prices.isEmpty()) {
      return this;
    }
    PriceList list = prices.get();
    List<Offering> cheapestFirst =
        offerings.stream()
            .sorted(
                Comparator.comparing(
                    offering -> list.perHour(offering, access.publicIpv4()).orElse(null),
                    Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder())))
            .toList();
    return new MachineTemplate(cheapestFirst, image, access, bootstrap, options);
  }
}
