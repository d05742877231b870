namespace Gan;

/// <summary>What is wrong with a file, before it is said of which one.</summary>
internal sealed class ContentFault(string found) : Exception(found);
