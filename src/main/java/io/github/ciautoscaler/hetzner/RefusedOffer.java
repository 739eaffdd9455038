package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.Offering;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How far the refusal of an order reaches, told from its words: an owner's other types and
 * locations may be sold although this one is not.
 */
enum RefusedOffer {
  /** This type at this location. */
  OFFERING,
  /** This type, wherever it is ordered. */
  TYPE,
  /** Whatever is ordered. */
  ACCOUNT,
  /** Its words do not say. */
  UNCLEAR;

  private static final List<String> OF_THE_ACCOUNT =
      List.of("server", "ip", "ips", "ipv4", "ipv6", "address", "addresses", "servers");
  private static final List<String> OF_A_KIND =
      List.of("core", "cores", "cpu", "cpus", "vcpu", "vcpus", "dedicated", "shared", "memory");

  /** What a limit counts: servers and addresses are the account's, cores are some types' alone. */
  static RefusedOffer ofLimit(ApiError error, Offering ordered) {
    String said = said(error);
    List<String> words = words(said);
    if (namesType(said)
        || names(words, ordered.serverType())
        || OF_A_KIND.stream().anyMatch(words::contains)) {
      return TYPE;
    }
    if (namesPlace(said) || names(words, ordered.location())) {
      return OFFERING;
    }
    return OF_THE_ACCOUNT.stream().anyMatch(words::contains) ? ACCOUNT : UNCLEAR;
  }

  /** Where something in the request is refused: its other fields are the same in every order. */
  static RefusedOffer ofRequest(ApiError error, Offering ordered) {
    String said = said(error);
    boolean namesImage = said.contains("image");
    if (error.isAboutPlacement()) {
      return said.contains("not found") && namesType(said) ? TYPE : OFFERING;
    }
    if (!error.fields().isEmpty()
        && Stream.of("server_type", "location", "image", "networks")
            .noneMatch(error.fields()::contains)) {
      return ACCOUNT;
    }
    if (namesType(said)
        || names(words(said), ordered.serverType())
        || said.contains("architecture")
        || (namesImage && said.contains("disk"))) {
      return TYPE;
    }
    return namesPlace(said) || names(words(said), ordered.location()) ? OFFERING : ACCOUNT;
  }

  private static boolean namesPlace(String said) {
    return said.contains("location") || said.contains("network zone");
  }

  /** A number may be anything, also where types are ordered by their ids. */
  private static boolean names(List<String> words, String what) {
    return words.contains(what.toLowerCase(Locale.ROOT)) && !what.matches("\\d+");
  }

  private static boolean namesType(String said) {
    return said.contains("server type") || said.contains("server_type");
  }

  private static String said(ApiError error) {
    return error.text().toLowerCase(Locale.ROOT);
  }

  private static List<String> words(String said) {
    return List.of(said.split("[^a-z0-9]+"));
  }
}
