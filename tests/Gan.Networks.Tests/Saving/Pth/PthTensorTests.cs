using static Gan.Tests.Saving.ForgedPth;

namespace Gan.Tests.Saving;

/// <summary>Views that reach where they must not.</summary>
public sealed class PthTensorTests : IDisposable
{
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("gan").FullName, "t.pth");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    [Theory]
    [InlineData(0, new[] { 3 }, new[] { 1 }, "reaches beyond the 2 numbers")]
    [InlineData(1, new[] { 2 }, new[] { 1 }, "reaches beyond the 2 numbers")]
    [InlineData(0, new[] { 2 }, new[] { int.MaxValue }, "reaches beyond the 2 numbers")]
    [InlineData(-1, new[] { 2 }, new[] { 1 }, "negative offset")]
    [InlineData(0, new[] { 2 }, new[] { -1 }, "no sizes")]
    [InlineData(0, new[] { -2 }, new[] { 1 }, "no sizes")]
    [InlineData(0, new[] { 2 }, new[] { 1, 1 }, "other strides than sizes")]
    [InlineData(0, new[] { int.MaxValue, int.MaxValue, int.MaxValue }, new[] { 0, 0, 0 }, "too large")]
    [InlineData(0, new[] { 0, int.MaxValue, int.MaxValue, 9 }, new[] { 1, 1, 1, 1 }, "too large")]
    [InlineData(0, new[] { int.MaxValue }, new[] { 0 }, "its tensors repeat their numbers")]
    public void It_is_refused(int offset, int[] sizes, int[] strides, string message) =>
        Refusal(path, Dictionary(("w", Tensor("0", 2, offset, sizes, strides))) + ".", ("data/0", Floats(2)))
            .Should()
            .Contain(message);

    [Fact]
    public void More_axes_than_anybody_has_are_refused() =>
        Refusal(
                path,
                Dictionary(("w", Tensor("0", 2, 0, [.. Enumerable.Repeat(1, 65)], [.. Enumerable.Repeat(1, 65)])))
                    + ".",
                ("data/0", Floats(2))
            )
            .Should()
            .Contain("at most 64 numbers");
}
