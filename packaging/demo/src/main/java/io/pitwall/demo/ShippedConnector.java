package io.pitwall.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One connector as the zip ships it in {@code etc/}. Its text goes to the worker untouched but for what the demo asks for
 * and the file has not: other ports, the page for a phone.
 */
record ShippedConnector(String name, String json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ShippedConnector read(Path file) {
        try {
            String fileName = file.getFileName().toString();
            return new ShippedConnector(fileName.substring(0, fileName.lastIndexOf(".json")), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The plugin pack holds no readable " + file + ".", e);
        }
    }

    ShippedConnector with(String key, String value) {
        try {
            ObjectNode config = (ObjectNode) JSON.readTree(json);
            if (config.path(key).asText().equals(value)) {
                return this;
            }
            config.put(key, value);
            return new ShippedConnector(name, config.toPrettyString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The example connector " + name + " is no JSON.", e);
        }
    }
}
