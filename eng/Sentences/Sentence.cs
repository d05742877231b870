namespace Sentences;

/// <summary>A sentence, the line on which its paragraph begins, and its number of words.</summary>
internal sealed record Sentence(int Line, int Words, string Text);
