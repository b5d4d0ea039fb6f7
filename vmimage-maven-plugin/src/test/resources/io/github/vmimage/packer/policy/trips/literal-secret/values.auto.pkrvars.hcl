api_token = "hunter2"
