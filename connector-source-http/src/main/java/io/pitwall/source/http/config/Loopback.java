package io.pitwall.source.http.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Which hosts only this machine can reach. Decided by the text alone: a name server may be slow, and say something else
 * tomorrow.
 */
final class Loopback {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile("127(\\." + OCTET + "){3}");

    /** What the JDK takes for a literal, and never for a name to look up. */
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:][0-9a-fA-F:.]*");

    private Loopback() {}

    /** Of a name, but for localhost, false. */
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || IPV4.matcher(host).matches() || isIpv6Loopback(host);
    }

    private static boolean isIpv6Loopback(String host) {
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        String address = isBracketed ? host.substring(1, host.length() - 1) : host;
        if (!IPV6.matcher(address).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // No address, though it looks like one: binding will say so in a better place.
            return false;
        }
    }
}
