namespace Gan.Tool.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Data_say_kind_count_shape_and_classes()
    {
        ToolRun
            .Good("data mnist")
            .Should()
            .Contain("count: 10000")
            .And.Contain("shape: [1, 28, 28]")
            .And.Contain("classes: 10");
        var table = folder.Write("t.csv", "a,b\n1,x\n2,y\n3,x\n");
        ToolRun.Good($"data {table}").Should().Contain("kind: a table").And.Contain("count: 3").And.Contain("b (2 cat");
    }
}
