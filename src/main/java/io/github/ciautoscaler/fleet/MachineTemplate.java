package io.github.ciautoscaler.fleet;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * @param namePrefix what their names begin with
   * @param placementGroup name or id; null for none
   * @param subnet of its one network, which its servers are attached to before they are powered on;
   *     null where they are made in their networks
   */
  public record Options(
      Preference preference,
      Map<String, String> labels,
      String namePrefix,
      @Nullable String placementGroup,
      @Nullable String subnet) {

    public static final Options USUAL = Options.labelled(Map.of());

    public Options {
      labels = Map.copyOf(labels);
    }

    /** Nothing but these labels. */
    public static Options labelled(Map<String, String> labels) {
      return new Options(Preference.LISTED, labels, Labels.NAME_PREFIX, null, null);
    }
  }

  /** One of an image with a name, and nothing special. */
  public MachineTemplate(
      List<Offering> offerings,
      String image,
      ServerAccess access,
      Map<String, String> labels,
      MachineBootstrap bootstrap) {
    this(offerings, new Image.Named(image), access, bootstrap, Options.labelled(labels));
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
