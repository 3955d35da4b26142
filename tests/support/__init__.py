"""What tests of several rooms use: servers, a browser, checks. It knows none of the packages under test."""
