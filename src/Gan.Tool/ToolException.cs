namespace Gan.Tool;

/// <summary>What was asked for cannot be done as it was said: one sentence for the user, with the remedy.</summary>
internal sealed class ToolException(string message) : Exception(message);
