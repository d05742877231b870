/// <summary>What the command line says.</summary>
/// <param name="Folder">Where results go.</param>
/// <param name="Emoji">Folder with the folders "google" and "twitter"; null leaves their tasks out.</param>
/// <param name="Seeds">Runs of each method.</param>
/// <param name="Steps">Factor on the number of steps.</param>
/// <param name="Held">Held-out pairs that are measured, at most.</param>
/// <param name="EmojiSize">Sides of the emoji, a power of two.</param>
internal sealed record Arguments(string Folder, string? Emoji, int Seeds, double Steps, long Held, int EmojiSize)
{
    internal long Of(long steps) => Math.Max(1, (long)(steps * Steps));
}
