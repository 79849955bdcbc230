package dev.hallpass.adapters.yaml;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// The plain part of YAML that the catalogue is written in: no anchors, no aliases, no tags. What
/// stands in a file is all there is to it, and nothing in it can grow or run.
final class YamlText {

  private static final int DEEPEST = 16;

  private YamlText() {}

  static Node root(String file, String content) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setSchema(new CoreSchema()).build();
    try {
      // First as a flat stream: a tree that nests without end is refused before it is built.
      new Parse(settings).parseString(content).forEach(new Plainness(file)::check);
      return new Compose(settings)
          .composeString(content)
          .orElseThrow(() -> new CatalogRefused(file, 1, "is empty; write its fields"));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
      throw new CatalogRefused(file, line, "is no YAML: " + e.getProblem());
    } catch (ReaderException e) {
      throw new CatalogRefused(
          file, lineOf(content, e.getPosition()), "holds a character that YAML does not allow");
    } catch (YamlEngineException e) {
      throw new CatalogRefused(file, 1, "is no YAML: " + e.getMessage());
    }
  }

  private static int lineOf(String content, int position) {
    return 1 + (int) content.codePoints().limit(position).filter(c -> c == '\n').count();
  }

  /// What is checked of each event in turn.
  private static final class Plainness {

    private final String file;
    private int depth;

    Plainness(String file) {
      this.file = file;
    }

    void check(Event event) {
      if (event instanceof AliasEvent || isAnchored(event)) {
        throw refused(event, "has an anchor or an alias; write it out");
      }
      if (isTagged(event)) {
        throw refused(event, "has a tag; leave it out");
      }
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        throw refused(event, "is nested too deep; nothing in a catalogue is");
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }

    private static boolean isAnchored(Event event) {
      return event instanceof NodeEvent node && node.getAnchor().isPresent();
    }

    private static boolean isTagged(Event event) {
      return switch (event) {
        case ScalarEvent scalar -> scalar.getTag().isPresent();
        case CollectionStartEvent collection -> collection.getTag().isPresent();
        default -> false;
      };
    }

    private CatalogRefused refused(Event event, String reason) {
      return new CatalogRefused(
          file, event.getStartMark().map(Mark::getLine).orElse(0) + 1, reason);
    }
  }
}
