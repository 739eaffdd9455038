package io.github.ciautoscaler.settings;

/** Which forge is watched. */
public enum ForgeType {
  /** As it says itself. */
  AUTO,
  GITEA,
  FORGEJO
}
