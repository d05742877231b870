namespace Gan.Games;

/// <summary>How the generator of an <see cref="UnrolledGame"/> looks ahead.</summary>
/// <param name="Steps">Steps K of the discriminator that the generator sees coming, each of which keeps a copy of the
/// weights. From 0, which is the classic game, to 1000; Metz et al. take 5 and 10. Default 5.</param>
/// <param name="LearningRate">Rate η of those steps, which are plain gradient descent. Above 0. Default 0.3, the
/// one that was measured; a rate of 1 collapsed.</param>
public sealed record UnrolledOptions(int Steps = 5, double LearningRate = 0.3)
{
    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.Within(0, 1000, Steps), Bounds.Above(0, LearningRate));

    /// <summary>The settings as one line, for logs and files.</summary>
    public string Describe() => $"Steps = {Steps}, LearningRate = {LearningRate}";
}
