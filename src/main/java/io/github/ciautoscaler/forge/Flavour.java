package io.github.ciautoscaler.forge;

/** Which forge it is. Both answer to Gitea's version call; what they can differs. */
sealed interface Flavour {

  String version();

  record Gitea(String version) implements Flavour {}

  record Forgejo(String version) implements Flavour {}
}
