/** What protocols over HTTP have in common: services at the paths of a port, calls by a client. */
@NullMarked
package io.redub.protocol.web;

import org.jspecify.annotations.NullMarked;
