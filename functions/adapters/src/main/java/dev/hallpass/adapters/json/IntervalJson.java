package dev.hallpass.adapters.json;

import dev.hallpass.identity.Sha256;
import dev.hallpass.log.Hash;
import dev.hallpass.log.Interval;
import dev.hallpass.log.Interval.Part;
import dev.hallpass.log.LogFormat;
import dev.hallpass.log.Tree;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Intervals and entries in the archive: RFC 8785 JSON.
public final class IntervalJson implements LogFormat {

  @Override
  public String text(Interval interval) {
    ObjectNode json =
        Json.object()
            .put("interval", interval.number())
            .put("at", Json.text(interval.at()))
            .put("origin", interval.origin())
            .put("size", interval.tree().size())
            .put("root", interval.tree().root().base64())
            .put("scanned", interval.isScanned())
            .put("previous", interval.previous().hex());
    Json.put(json, "frontier", interval.tree().roots().stream().map(Hash::hex));
    ObjectNode positions = json.putObject("positions");
    interval.positions().forEach(positions::put);
    interval.entries().ifPresent(part -> json.set("entries", tree(part)));
    interval.changes().ifPresent(part -> json.set("changes", tree(part)));
    interval.continued().ifPresent(origin -> json.put("continues", origin));
    interval.scan().ifPresent(at -> json.put("scan", Json.text(at)));
    return Json.canonical(json);
  }

  private static ObjectNode tree(Part part) {
    return Json.object()
        .put("object", part.object())
        .put("sha256", part.digest().hex())
        .put("count", part.count());
  }

  @Override
  public Interval interval(String text) {
    try {
      Interval read = read(Json.read(text));
      if (!text(read).equals(text)) {
        throw new IllegalArgumentException("An interval is written in one form only");
      }
      return read;
    } catch (Json.UnexpectedJson | JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("Not an interval of the log", e);
    }
  }

  private static Interval read(JsonNode json) {
    SortedMap<String, String> positions = new TreeMap<>();
    json.path("positions")
        .properties()
        .forEach(one -> positions.put(one.getKey(), one.getValue().stringValue("")));
    return new Interval(
        json.path("interval").longValue(-1),
        Instant.parse(Json.text(json, "at")),
        Json.text(json, "origin"),
        new Tree(
            json.path("size").longValue(-1),
            Json.texts(json, "frontier").stream().map(Hash::ofHex).toList()),
        part(json, "entries"),
        part(json, "changes"),
        positions,
        Json.optionalTruth(json, "scanned"),
        new Sha256(Json.text(json, "previous")),
        Json.optionalText(json, "continues"),
        Json.optionalText(json, "scan").map(Instant::parse));
  }

  private static Optional<Part> part(JsonNode json, String member) {
    if (!json.has(member)) {
      return Optional.empty();
    }
    JsonNode part = json.path(member);
    return Optional.of(
        new Part(
            Json.text(part, "object"),
            new Sha256(Json.text(part, "sha256")),
            Json.number(part, "count")));
  }

  /// The line of an entry.
  public static String line(StoredEntry entry) {
    return Json.canonical(entry.tree());
  }

  @Override
  public Sha256 hash(String line) {
    try {
      return StoredEntry.of(Json.read(line)).computedHash();
    } catch (Json.UnexpectedJson | JacksonException e) {
      throw new IllegalArgumentException("Not an entry of the ledger", e);
    }
  }
}
