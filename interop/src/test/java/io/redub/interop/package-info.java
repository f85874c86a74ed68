/** Judges Redub by real Apache Dubbo peers: one set of cases, run in every pairing. */
package io.redub.interop;
