// The headers most tests share are compiled with this program, once; it is never run.
int main() {}
